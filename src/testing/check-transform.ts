import { unifiedDiff } from '../core/diff.js';
import { decodeSource, isSkip } from '../core/source-file.js';
import { javascriptSupport } from '../languages/javascript/language.js';
import { minimalEdits } from '../languages/javascript/minimal-edits/minimal-edits.js';
import { parseJavaScript } from '../languages/javascript/parse.js';
import type { LoadedCodemod } from '../pipeline/load-codemod.js';
import { runOn } from './run-on.js';
import type { TransformFixture } from './transform-fixtures.js';

/**
 * What is wrong with a fixture that a transform has for jscodeshift's own `testUtils`; null when it passes. Its output is what jscodeshift's printer
 * made: it passes where ours is the same program with the same comments, however it is spelt.
 */
export async function checkTransform(
  loaded: LoadedCodemod,
  { file, input, expected }: TransformFixture,
  params: Readonly<Record<string, string>>,
): Promise<string | null> {
  const run = await runOn(loaded, { [file]: input }, { params, unsafe: true });
  const [fault] = run.outcomes.flatMap(({ failure, skip }) => failure ?? skip ?? []);
  if (fault !== undefined) return `${fault.code}: ${fault.message}`;
  const got = run.text(file);
  const wanted = expected.toString('utf8');
  if (got === wanted || isSameProgram(file, got, wanted)) return null;
  return `not as expected (- expected, + result):\n${unifiedDiff(file, wanted, got)}`;
}

function isSameProgram(file: string, got: string, wanted: string): boolean {
  const bytes = Buffer.from(got);
  const source = decodeSource(file, bytes, javascriptSupport.declaredEncoding(bytes));
  const parsed = isSkip(source) ? source : parseJavaScript(source);
  if (isSkip(parsed)) return false;
  try {
    return minimalEdits(parsed, wanted).length === 0;
  } catch {
    // What is expected does not parse.
    return false;
  }
}
