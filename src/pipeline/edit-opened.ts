import { applySteps } from '../core/change.js';
import type { BoundCodemod } from '../core/codemod.js';
import { CodemodError } from '../core/errors.js';
import type { Fix, Wanted } from '../core/fix.js';
import type { ProjectFinding } from '../core/project-stage.js';
import type { ProjectTree } from '../core/project-tree.js';
import { decodeSource, encodeSource, isSkip } from '../core/source-file.js';
import type { Language, ParsedFile } from '../languages/language.js';
import { LANGUAGES, languageOf } from '../languages/registry.js';
import type { EditedFile } from './messages.js';
import { choosePass } from './run-pass.js';
import type { Withheld } from './withheld.js';

/** A file that a project stage has opened. */
export interface Opened {
  readonly path: string;
  readonly bytes: Buffer;
  readonly language: Language;
  readonly parsed: ParsedFile;
}

/** Null for what is not there, belongs to another language, does not parse, or is no single program. A path of no language is taken for what is asked for. */
export async function openFile(tree: ProjectTree, path: string, wanted: string): Promise<Opened | null> {
  const entry = languageOf(path) ?? LANGUAGES.find(({ name }) => name === wanted) ?? null;
  const bytes = entry === null ? null : await tree.read(path);
  if (entry === null || bytes === null) return null;
  const language = await entry.load();
  const source = decodeSource(path, bytes, language.declaredEncoding(bytes));
  const parsed = isSkip(source) ? source : language.parse(source);
  return isSkip(parsed) || parsed.parts !== undefined ? null : { path, bytes, language, parsed };
}

/** What the fixes of a project stage for one file came to. */
export interface EditedOpened {
  readonly change: EditedFile | null;
  readonly findings: readonly ProjectFinding[];
  /** Fixes that comments hold back, and where those comments start. */
  readonly heldBack: readonly ProjectFinding[];
  readonly holding: readonly number[];
}

/**
 * Applies the fixes that a project stage has for one file.
 *
 * @throws CodemodError `output-refused` or `not-encodable` when the new text is not fit to be written, `edit-invalid`.
 */
export function editOpened(
  { path, bytes, language, parsed }: Opened,
  bound: BoundCodemod,
  fixes: readonly Fix[],
  wanted: Wanted,
): EditedOpened {
  const yielded = { fixes: [...fixes], findings: [], notes: [] };
  const { step, withheld, heldBack: held, holding } = choosePass(parsed, language, bound, yielded, wanted);
  const findings = withheld.map((one) => withheldFinding(path, one));
  const heldBack = held.withheld.map((one) => withheldFinding(path, one));
  if (step.edits.length === 0) return { change: null, findings, heldBack, holding };
  const { file } = parsed;
  const text = applySteps(file.text, [step]);
  const after = encodeSource(file, text);
  if (after === null) throw new CodemodError('not-encodable', `the new text of ${path} cannot be written as ${file.encoding}`);
  const next = language.parse({ ...file, text });
  if (isSkip(next)) throw new CodemodError('output-refused', `the new text of ${path} would not parse: ${next.message}`);
  const { encoding, hasBom, newline } = file;
  return {
    change: { kind: 'edited', path, encoding, hasBom, newline, step, before: bytes, after },
    findings,
    heldBack,
    holding,
  };
}

function withheldFinding(path: string, { because, fix }: Withheld): ProjectFinding {
  const caveat = fix.caveat === '' ? '' : `: ${fix.caveat}`;
  return { kind: 'finding', code: `withheld-${because}`, path, message: `${fix.reason}${caveat}` };
}
