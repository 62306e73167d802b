import { applySteps, type Step } from '../core/change.js';
import { type BoundCodemod, MOST_PASSES } from '../core/codemod.js';
import { offsetsAfter } from '../core/edit.js';
import { messageOf } from '../core/errors.js';
import type { Wanted } from '../core/fix.js';
import { type FileFailure, NOTHING_HELD_BACK } from '../core/outcome.js';
import { decodeSource, encodeSource, isSkip, type Skip, type SourceFile } from '../core/source-file.js';
import { mayHoldSuppression } from '../core/suppression.js';
import { needlesOf, transformOf } from '../core/transform-of.js';
import type { Language, ParsedFile } from '../languages/language.js';
import { faultIn } from './fault-in.js';
import { type Located, Progress } from './progress.js';
import { type PassResult, runPass } from './run-pass.js';
import { runPreview } from './run-preview.js';
import { looksAt } from './sieve.js';
import { suppressionsOf } from './suppressions.js';

/** What the transforms made of one file. It crosses process borders: plain data only. */
export interface FileTransform extends Located {
  readonly source: Pick<SourceFile, 'encoding' | 'hasBom' | 'newline'> | null;
  readonly steps: readonly Step[];
  /** The bytes of the new text; null when nothing changes. */
  readonly after: Uint8Array | null;
  /** What each codemod noted about the file for its project stage, by name. */
  readonly notes: Readonly<Record<string, readonly unknown[]>>;
  readonly skip: Skip | null;
  readonly failure: FileFailure | null;
}

const NOTHING: FileTransform = {
  source: null,
  steps: [],
  after: null,
  findings: [],
  withheld: [],
  heldBack: NOTHING_HELD_BACK,
  notes: {},
  skip: null,
  failure: null,
};

/** The result for a file whose transform ended badly: the file is to be left as it was. */
export function failedTransform(failure: FileFailure): FileTransform {
  return { ...NOTHING, failure };
}

class FileFault extends Error {
  readonly failure: FileFailure;
  constructor(failure: FileFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Runs codemods over one file, one after the other, each to its fixed point, in memory. It never throws for what a file
 * or a codemod does: that is a `skip` or a `failure`, and then the file is to be left as it was.
 */
export async function transformFile(
  path: string,
  bytes: Uint8Array,
  language: Language,
  codemods: readonly BoundCodemod[],
  wanted: Wanted,
): Promise<FileTransform> {
  const source = decodeSource(path, bytes, language.declaredEncoding(bytes));
  if (isSkip(source)) return { ...NOTHING, skip: source };
  try {
    return await transformSource(source, language, codemods, wanted);
  } catch (thrown) {
    return failedTransform(thrown instanceof FileFault ? thrown.failure : { code: 'engine-fault', message: messageOf(thrown) });
  }
}

async function transformSource(
  source: SourceFile,
  language: Language,
  codemods: readonly BoundCodemod[],
  wanted: Wanted,
): Promise<FileTransform> {
  const progress = new Progress();
  let text = source.text;
  let parsed: ParsedFile | null = null;
  for (const bound of codemods) {
    const isConcerned = concerns(bound, language.name, source.path, text);
    if (!isConcerned && !mayBeNamed(bound, language.name, source.path, text)) continue;
    const mayBePreviewed = isConcerned && parsed === null && !mayHoldSuppression(text);
    const previewed = mayBePreviewed ? await runPreview(bound, language.name, { ...source, text }, wanted) : 'unread';
    if (previewed === 'unchanged') continue;
    if (parsed === null) {
      const result = language.parse({ ...source, text });
      // Without a needle the file would not have been opened: that it does not parse is none of the codemod's business.
      if (isSkip(result) && !isConcerned) continue;
      if (isSkip(result)) return { ...NOTHING, skip: result };
      parsed = result;
    }
    if (typeof previewed === 'object' && 'failure' in previewed) throw new FileFault(previewed.failure);
    const after: Settled = isConcerned
      ? await settle(parsed, previewed === 'unread' ? bound : { ...bound, preview: previewed.value }, language, wanted, progress)
      : { settled: parsed, used: new Set() };
    progress.observeComments(bound.codemod.name, suppressionsOf(after.settled, bound.codemod.name).audit(after.used));
    parsed = after.settled;
    text = parsed.file.text;
  }
  const facts = { encoding: source.encoding, hasBom: source.hasBom, newline: source.newline };
  const after = progress.steps.length === 0 ? null : encodeSource(source, text);
  return { ...NOTHING, source: facts, steps: progress.steps, after, notes: progress.notes, ...progress.located(source.text) };
}

/** True when the codemod may have something to do in this text: its survey says so, or where it has none its globs, needles and second sieve let it through. */
function concerns(bound: BoundCodemod, language: string, path: string, text: string): boolean {
  const transform = transformOf(bound.codemod, language);
  if (transform === null || !looksAt(bound, language)(path)) return false;
  if (bound.told !== undefined || bound.codemod.survey !== undefined) return bound.told !== undefined;
  const needles = needlesOf(bound, language);
  if (needles.length > 0 && !needles.some((needle) => text.includes(needle))) return false;
  return transform.where?.(text, bound.params) ?? true;
}

/** True when a comment may name the codemod, though there is nothing for it to do: that comment is worth a finding. */
function mayBeNamed(bound: BoundCodemod, language: string, path: string, text: string): boolean {
  return transformOf(bound.codemod, language) !== null && looksAt(bound, language)(path) && mayHoldSuppression(text);
}

interface Settled {
  readonly settled: ParsedFile;
  /** Where the comments now start that held something back, in whichever pass. */
  readonly used: ReadonlySet<number>;
}

/** Runs one codemod until a pass changes nothing. A pass that had to drop a fix for overlap may be followed by one more. */
async function settle(
  start: ParsedFile,
  bound: BoundCodemod,
  language: Language,
  wanted: Wanted,
  progress: Progress,
): Promise<Settled> {
  const { codemod } = bound;
  let parsed = start;
  let used: ReadonlySet<number> = new Set();
  let allowed = codemod.passes;
  for (let pass = 1; ; pass++) {
    const result = await guarded(codemod.name, () => runPass(parsed, language, bound, wanted));
    const last = codemod.foreign || result.edits.length === 0;
    used = new Set([...used, ...result.holding]);
    if (last) progress.observe(codemod.name, result);
    progress.addNotes(codemod.name, result.notes);
    if (result.edits.length === 0) return { settled: parsed, used };
    if (result.dropped > 0) allowed = Math.min(allowed + 1, MOST_PASSES);
    if (pass >= allowed && !codemod.foreign) {
      throw new FileFault({
        code: 'not-settled',
        message: `${codemod.name} still changes the file in pass ${pass}; it declares ${codemod.passes}`,
        codemod: codemod.name,
      });
    }
    parsed = advance(parsed, language, codemod.name, result.step);
    progress.addStep(result.step);
    used = new Set([...used].map(offsetsAfter(result.edits)));
    if (!codemod.foreign) continue;
    if (wanted.foreign?.verifyIdempotent === true) await verify(parsed, language, { ...bound, preview: null }, wanted);
    return { settled: parsed, used };
  }
}

/** Runs a transform of another tool over what it has made. */
async function verify(parsed: ParsedFile, language: Language, bound: BoundCodemod, wanted: Wanted): Promise<void> {
  const { name: codemod } = bound.codemod;
  const { edits } = await guarded(codemod, () => runPass(parsed, language, bound, wanted));
  if (edits.length === 0) return;
  throw new FileFault({ code: 'not-settled', message: `${codemod} would change the file again in a second run`, codemod });
}

/** Applies a step and parses what it made: text that does not parse or cannot be encoded is a failure of the codemod. */
function advance(parsed: ParsedFile, language: Language, codemod: string, step: Step): ParsedFile {
  const text = applySteps(parsed.file.text, [step]);
  if (encodeSource(parsed.file, text) === null) {
    throw new FileFault({ code: 'not-encodable', message: `the new text cannot be written as ${parsed.file.encoding}`, codemod });
  }
  const next = language.parse({ ...parsed.file, text });
  if (isSkip(next)) {
    throw new FileFault({ code: 'output-refused', message: `the new text would not parse: ${next.message}`, codemod });
  }
  return next;
}

async function guarded(codemod: string, run: () => Promise<PassResult>): Promise<PassResult> {
  try {
    return await run();
  } catch (thrown) {
    throw new FileFault({ ...faultIn(thrown), codemod });
  }
}
