import type { Edit } from '../../../core/edit.js';
import type { Context } from '../../../core/language-transform.js';
import type { ParamSpecs } from '../../../core/params.js';
import type { JavaScriptFile } from '../javascript-file.js';

/** What a transform of another tool makes of a file, for a fix. */
export interface Rewrite {
  readonly edits: readonly Edit[];
  /** Not safe where the printer has made another program than the transform has. */
  readonly trust: { readonly applicability?: 'safe' } | { readonly applicability: 'unsafe'; readonly caveat: string };
}

/**
 * The edits that turn a file into what a transform of another tool has printed: without the printer's habits, unless the run asks for them.
 *
 * @throws CodemodError `output-refused` when the printed text does not parse.
 */
export async function rewriteOf(
  printed: string,
  file: JavaScriptFile,
  context: Pick<Context<'javascript', ParamSpecs>, 'foreign' | 'editsTo'>,
): Promise<Rewrite> {
  const { printed: kept, edits, other } = await keptAndEdits(printed, file, context);
  if (edits.every(isOfWords)) return { edits, trust: {} };
  const caveat =
    (await joined(file, kept)) ??
    (await dangling(file, kept)) ??
    (await shownOtherwise(file, kept)) ??
    (await strayed(file, edits, context)) ??
    (other === null || edits.every((edit) => isInText(edit, file))
      ? null
      : `white space inside of a text would change, before: ${other.trim()}`);
  return caveat === null ? { edits, trust: {} } : { edits, trust: { applicability: 'unsafe', caveat } };
}

/**
 * What is printed without what a printer has changed inside of comments and texts, and the edits. Where nothing else has changed, that is what the
 * transform is for.
 */
async function keptAndEdits(
  printed: string,
  file: JavaScriptFile,
  context: Pick<Context<'javascript', ParamSpecs>, 'foreign' | 'editsTo'>,
): Promise<{ readonly printed: string; readonly edits: readonly Edit[]; readonly other: string | null }> {
  // Not before a run: they take the parser along.
  const { withCommentsKept } = await import('./comments-kept.js');
  const { withTextsKept } = await import('./texts-kept.js');
  const { text: kept, other } = withTextsKept(withCommentsKept(printed, file), file);
  const edits = await editsFor(kept, file, context);
  if (edits.length > 0 || kept === printed) return { printed: kept, edits, other };
  return { printed, edits: await editsFor(printed, file, context), other: null };
}

/** Words in the place of words leave what parts statements, what a page shows and all comments where they are. */
function isOfWords({ oldText, newText }: Edit): boolean {
  return WORD.test(oldText) && WORD.test(newText);
}

/** What changes nothing but texts is meant to. */
function isInText({ start, end }: Edit, { tokens }: JavaScriptFile): boolean {
  return tokens.some((token) => ['template', 'string'].includes(token.kind) && token.start <= start && end <= token.end);
}

const WORD = /^[\p{ID_Continue}$]*$/u;

async function joined(file: JavaScriptFile, printed: string): Promise<string | null> {
  const { joinedStatement } = await import('../minimal-edits/joined-statements.js');
  const statement = joinedStatement(file, printed);
  return statement === null
    ? null
    : `the printer left out a ";", so that this goes on with the statement before it: ${statement}`;
}

async function dangling(file: JavaScriptFile, printed: string): Promise<string | null> {
  const { danglingElse } = await import('../minimal-edits/dangling-else.js');
  const statement = danglingElse(file, printed);
  return statement === null
    ? null
    : `the printer wrote no braces, so that its \`else\` may belong to another \`if\`: ${statement}`;
}

async function shownOtherwise(file: JavaScriptFile, printed: string): Promise<string | null> {
  const { changedShownText } = await import('../minimal-edits/shown-text.js');
  const shown = changedShownText(file, printed);
  return shown === null ? null : `the printer changed white space or parentheses that the page shows: ${JSON.stringify(shown)}`;
}

async function strayed(
  file: JavaScriptFile,
  edits: readonly Edit[],
  { foreign }: Pick<Context<'javascript', ParamSpecs>, 'foreign'>,
): Promise<string | null> {
  if (foreign.keepFormatting === true) return null;
  const { strayComment } = await import('../minimal-edits/stray-comment.js');
  const comment = strayComment(file, edits);
  return comment === null ? null : `comments would stand elsewhere: ${comment}`;
}

async function editsFor(
  printed: string,
  { text }: JavaScriptFile,
  { foreign, editsTo }: Pick<Context<'javascript', ParamSpecs>, 'foreign' | 'editsTo'>,
): Promise<readonly Edit[]> {
  if (foreign.keepFormatting !== true) return editsTo(printed);
  const { lineEdits } = await import('../minimal-edits/line-edits.js');
  return lineEdits(text, printed);
}
