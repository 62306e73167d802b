import path from 'node:path';
import { CodemodError } from '../../../core/errors.js';
import type { Yielded } from '../../../core/fix.js';
import type { PreviewContext } from '../../../core/language-transform.js';
import type { ParamSpecs } from '../../../core/params.js';
import type { Range } from '../../../core/range.js';
import type { SourceFile } from '../../../core/source-file.js';
import { isComponent } from '../components/component-path.js';
import type { JavaScriptFile } from '../javascript-file.js';
import type { ForeignOptions, ForeignTransform } from './foreign-options.js';
import { withHashbang } from './hashbang.js';
import { rewriteOf } from './rewrite-of.js';
import { type MaskedText, maskSeparators, mayNeedMask } from './separator-mask.js';

/** What a transform of another tool is run with. */
export interface ForeignRun {
  readonly file: Source;
  /** As other tools tell it: from the current folder, or from the root where the files stand in no folder. */
  readonly path: string;
  /** The text to hand over, as long as that of the file, offset by offset. */
  readonly text: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Puts a finding beside what the transform returns. */
  finding(code: string, at: Range, message?: string): void;
  /** Puts a note beside it. */
  note(value: unknown): void;
  /** Tells that a strict parser has read a text, which may be that of the file. */
  wasParsed(text: string): void;
}

/** A file, or a script of a component, parsed or not. */
type Source = Pick<JavaScriptFile, 'path' | 'text' | 'block'>;

/** What a run has printed, and told beside it. */
class Printed {
  readonly text: string | null;
  readonly told: readonly Yielded[];
  /** True where the transform has had the file parsed, strictly. */
  readonly isOfValid: boolean;

  constructor(text: string | null, told: readonly Yielded[], isOfValid: boolean) {
    this.text = text;
    this.told = told;
    this.isOfValid = isOfValid;
  }
}

/** Wraps a function from text to text, or to a promise of one: what it returns becomes one fix of minimal edits. What is false is nothing to do. */
export function foreignTransform(run: (run: ForeignRun) => unknown, options: ForeignOptions): ForeignTransform {
  return {
    needles: options.needles ?? [],
    ...(options.where === undefined ? {} : { where: options.where }),
    async preview(source, context) {
      // The scripts of components, and what has to be masked, are known when the file is parsed.
      if (isComponent(source.path) || mayNeedMask(source.text)) return 'unread';
      const printed = await printedBy(run, source, unmasked(source), context);
      const isUnchanged = printed.text === null || printed.text === source.text;
      if (isUnchanged && printed.told.length === 0) return 'unchanged';
      if (!isUnchanged && printed.isOfValid) await foreseen(source, printed);
      return { value: printed };
    },
    async *transform(file, context) {
      const { preview } = context;
      const { text, told } = preview instanceof Printed ? preview : await printedBy(run, file, maskSeparators(file), context);
      yield* told;
      if (text === null) return;
      const { edits, trust } = await rewriteOf(text, file, context);
      const [first] = edits;
      const reason = options.reason ?? 'the transform rewrites it';
      if (first !== undefined) yield context.fix({ reason, at: first, edits, ...trust });
    },
  };
}

async function foreseen(source: SourceFile, { text }: Printed): Promise<void> {
  // Not before a run: it takes the parser along.
  const { foresee } = await import('./foresee.js');
  if (text !== null) foresee(source, text);
}

function unmasked({ text }: Source): MaskedText {
  return { text, unmask: (printed) => printed };
}

async function printedBy(
  run: (run: ForeignRun) => unknown,
  file: Source,
  masked: MaskedText,
  context: PreviewContext<ParamSpecs>,
): Promise<Printed> {
  const told: Yielded[] = [];
  let isOfValid = false;
  const ways: Pick<ForeignRun, 'finding' | 'note' | 'wasParsed'> = {
    finding: (code, at, message) => void told.push(context.finding(code, at, message)),
    note: (value) => void told.push(context.note(value)),
    wasParsed: (text) => {
      isOfValid ||= isSameButIndented(text, masked.text);
    },
  };
  const printed = await withoutOverflow(async () =>
    run({ file, path: toldPath(file, context), text: masked.text, params: context.params, ...ways }),
  );
  // As jscodeshift has it: `return found && root.toSource()` is one way to say that there is nothing to do.
  if (!printed) return new Printed(null, told, isOfValid);
  if (typeof printed === 'string') {
    const text = withHashbang(masked.unmask(printed.replace(/^\ufeff/, '')), file.text);
    return new Printed(text, told, isOfValid);
  }
  throw new CodemodError('codemod-threw', `the transform returned a ${typeof printed}, not a text`);
}

/** recast hands its parser the file with its tabs expanded and its line ends made LF. */
function isSameButIndented(read: string, text: string): boolean {
  if (read === text) return true;
  const [some, others] = [read, text].map((one) => one.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.trim()));
  return some?.join('\n') === others?.join('\n');
}

function toldPath({ path: own }: Source, { foreign: { root } }: PreviewContext<ParamSpecs>): string {
  return root === null ? own : path.relative(process.cwd(), path.join(root, own)).split(path.sep).join('/');
}

/** Other tools walk trees by recursion: what their stack cannot hold is told as what it is. */
export async function withoutOverflow<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    if (!(thrown instanceof RangeError) || !/call stack/i.test(thrown.message)) throw thrown;
    throw new CodemodError('too-deep', 'the file is nested deeper than the transform can follow', { cause: thrown });
  }
}
