import { unifiedDiff } from '../core/diff.js';
import { visible } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { decodeSource, isSkip } from '../core/source-file.js';
import { javascriptSupport } from '../languages/javascript/language.js';
import { minimalEdits } from '../languages/javascript/minimal-edits/minimal-edits.js';
import { parseJavaScript } from '../languages/javascript/parse.js';
import type { LoadedCodemod } from '../pipeline/load-codemod.js';
import { runOn } from '../testing/run-on.js';
import { ExitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';
import { type TransformFixture, transformFixtures } from './transform-fixtures.js';

/**
 * Runs the fixtures that a transform has for jscodeshift's own `testUtils`. Their outputs are what its printer made: one passes where ours is the
 * same program with the same comments, however it is spelt.
 *
 * @param file of the transform.
 */
export async function testTransform(
  loaded: LoadedCodemod,
  file: string,
  params: Readonly<Record<string, string>>,
  only: string,
  terminal: Terminal,
): Promise<number> {
  const fixtures = transformFixtures(file).filter(({ name }) => name.includes(only));
  if (fixtures.length === 0) {
    const message = `${file} has no fixtures: __testfixtures__/<name>.input.js and <name>.output.js beside it.`;
    throw new CodemodError('usage', message);
  }
  const { green, red } = terminal.outColors;
  let failed = 0;
  for (const fixture of fixtures) {
    const problem = await whatIsWrong(loaded, fixture, params);
    terminal.out(`${problem === null ? green('ok') : red('FAIL')}  ${visible(fixture.name)}\n`);
    if (problem === null) continue;
    failed++;
    terminal.out(`${visible(problem).trimEnd().replace(/^/gm, '      ')}\n`);
  }
  terminal.err(`${fixtures.length - failed} passed, ${failed} failed\n`);
  return failed > 0 ? ExitCode.wouldChange : ExitCode.done;
}

async function whatIsWrong(
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
