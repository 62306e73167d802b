import type { Context } from '../../../core/codemod.js';
import type { Edit } from '../../../core/edit.js';
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
  // Not before a run: it takes the parser along.
  const { withCommentsKept } = await import('./comments-kept.js');
  const kept = withCommentsKept(printed, file);
  const edits = await editsFor(kept, file, context);
  if (edits.every(isOfWords)) return { edits, trust: {} };
  const { joinedStatement } = await import('../minimal-edits/joined-statements.js');
  const joined = joinedStatement(file, kept);
  if (joined === null) return { edits, trust: {} };
  const caveat = `the printer left out a ";", so that this goes on with the statement before it: ${joined}`;
  return { edits, trust: { applicability: 'unsafe', caveat } };
}

/** Words in the place of words leave all that parts statements where it is. */
function isOfWords({ oldText, newText }: Edit): boolean {
  return WORD.test(oldText) && WORD.test(newText);
}

const WORD = /^[\p{ID_Continue}$]*$/u;

async function editsFor(
  printed: string,
  { text }: JavaScriptFile,
  { foreign, editsTo }: Pick<Context<'javascript', ParamSpecs>, 'foreign' | 'editsTo'>,
): Promise<readonly Edit[]> {
  if (foreign.keepFormatting !== true) return editsTo(printed);
  const { lineEdits } = await import('../minimal-edits/line-edits.js');
  return lineEdits(text, printed);
}
