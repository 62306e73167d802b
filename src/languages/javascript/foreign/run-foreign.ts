import path from 'node:path';
import type { Context } from '../../../core/codemod.js';
import { CodemodError } from '../../../core/errors.js';
import type { Yielded } from '../../../core/fix.js';
import type { ParamSpecs } from '../../../core/params.js';
import type { Range } from '../../../core/range.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { editsFor } from './edits-for.js';
import type { ForeignOptions, ForeignTransform } from './foreign-options.js';
import { maskSeparators } from './separator-mask.js';

/** What a transform of another tool is run with. */
export interface ForeignRun {
  readonly file: JavaScriptFile;
  /** As other tools tell it: from the current folder, or from the root where the files stand in no folder. */
  readonly path: string;
  /** The text to hand over, as long as that of the file, offset by offset. */
  readonly text: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Puts a finding beside what the transform returns. */
  finding(code: string, at: Range, message?: string): void;
  /** Puts a note beside it. */
  note(value: unknown): void;
}

/** Wraps a function from text to text, or to a promise of one: what it returns becomes one fix of minimal edits. What is false is nothing to do. */
export function foreignTransform(run: (run: ForeignRun) => unknown, options: ForeignOptions): ForeignTransform {
  return {
    needles: options.needles ?? [],
    ...(options.where === undefined ? {} : { where: options.where }),
    async *transform(file, context) {
      const told: Yielded[] = [];
      const printed = await printedBy(run, file, context, told);
      yield* told;
      const edits = printed === null ? [] : await editsFor(printed, file, context);
      const [first] = edits;
      if (first !== undefined) yield context.fix({ reason: options.reason ?? 'the transform rewrites it', at: first, edits });
    },
  };
}

async function printedBy(
  run: (run: ForeignRun) => unknown,
  file: JavaScriptFile,
  context: Context<'javascript', ParamSpecs>,
  told: Yielded[],
): Promise<string | null> {
  const masked = maskSeparators(file);
  const ways: Pick<ForeignRun, 'finding' | 'note'> = {
    finding: (code, at, message) => void told.push(context.finding(code, at, message)),
    note: (value) => void told.push(context.note(value)),
  };
  const printed = await withoutOverflow(async () =>
    run({ file, path: toldPath(file, context), text: masked.text, params: context.params, ...ways }),
  );
  // As jscodeshift has it: `return found && root.toSource()` is one way to say that there is nothing to do.
  if (!printed) return null;
  if (typeof printed === 'string') return masked.unmask(printed.replace(/^\ufeff/, ''));
  throw new CodemodError('codemod-threw', `the transform returned a ${typeof printed}, not a text`);
}

function toldPath({ path: own }: JavaScriptFile, { foreign: { root } }: Context<'javascript', ParamSpecs>): string {
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
