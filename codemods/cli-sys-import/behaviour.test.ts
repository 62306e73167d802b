import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FixtureCase, readCases } from '../../src/testing/fixture-case.js';
import { hasPython, python3, skipLoudly } from '../../src/testing/python.js';
import { runOn } from '../../src/testing/run-on.js';
import { suite } from '../../src/testing/suite.js';

const test = suite('cli-sys-import at work');

const root = fileURLToPath(new URL('../../../', import.meta.url));
const drivers = path.join(root, 'codemods', 'cli-sys-import', 'behaviour');
const isPython = ({ name }: FixtureCase): boolean => !/^(?:[jt]s-|mixed-repository$)/.test(name);
const cases = readCases(path.join(root, 'fixtures'), 'cli-sys-import').filter(isPython);

/** How a run of a program ends: the type of what it raises, and the exit code that goes with it. */
interface Ending {
  readonly type: string;
  readonly code: unknown;
}

interface Scenario {
  readonly fixture: string;
  /** What is evaluated among the program's names; empty: the program is run as `__main__`. */
  readonly expression?: string;
  readonly args?: readonly string[];
  /** The end without the codemod; NameError by default. */
  readonly before?: Ending;
  readonly code: unknown;
  readonly needs?: string;
}

const SCENARIOS: readonly Scenario[] = [
  { fixture: 'error-branch', args: ['/no/such/file'], code: 2 },
  { fixture: 'exit-under-main', code: 0 },
  { fixture: 'docstring-and-semicolon', code: 'NAME is not set' },
  { fixture: 'called-above-imports', code: 1 },
  { fixture: 'match-statement', expression: 'root("")', code: 1 },
  { fixture: 'parenthesised-and-semicolons', expression: 'exit(lock()[0] and 9)', code: 9 },
  { fixture: 'put-into-others', expression: 'exit(arguments() and 3)', code: 3 },
  { fixture: 'new-section', args: ['--code', '5'], code: 5, needs: 'click' },
  { fixture: 'click-exit', args: ['/no/such/file'], code: 2, needs: 'click' },
  { fixture: 'click-exit', args: ['/dev/null'], code: 0, needs: 'click' },
  { fixture: 'click-group', expression: 'cli(["count"])', code: 4, needs: 'click' },
  { fixture: 'click-mixed', expression: 'run([])', code: 1, needs: 'click' },
  // The group's own class swallows NameError, so that the program even ends with 0.
  {
    fixture: 'click-own-group-class',
    expression: 'cli(["stop"])',
    before: { type: 'SystemExit', code: 0 },
    code: 5,
    needs: 'click',
  },
  { fixture: 'click-own-group-class', expression: 'tried([])', code: 6, needs: 'click' },
  // The other command swallows NameError, too.
  {
    fixture: 'click-invoked-by-another',
    expression: 'cli(["every"])',
    before: { type: 'SystemExit', code: 0 },
    code: 4,
    needs: 'click',
  },
  { fixture: 'click-callback-called', expression: 'tried()', code: 2, needs: 'click' },
  { fixture: 'click-spoken-of', expression: 'cli(["stop"])', code: 3, needs: 'click' },
  { fixture: 'click-standalone-mode', expression: 'test_stop()', code: 5, needs: 'click' },
];

for (const scenario of SCENARIOS) {
  const { fixture, expression = '', args = [], code, needs, before: first = { type: 'NameError', code: null } } = scenario;
  test(`${fixture} ${expression}${args.join(' ')} ends with SystemExit(${JSON.stringify(code)})`, async () => {
    if (!hasPython(needs) && skipLoudly(`the behaviour of ${fixture}`, `python3${needs === undefined ? '' : ` with ${needs}`}`))
      return;
    const found = cases.find(({ name }) => name === fixture);
    assert.ok(found !== undefined, `there is a fixture ${fixture}`);
    const [before, after] = await transformed(found);
    assert.deepEqual(ending(before, expression, args, needs), first, 'before');
    assert.deepEqual(ending(after, expression, args, needs), { type: 'SystemExit', code }, 'after');
  });
}

test('a name that is put into the module is bound without an import', () => {
  if (!hasPython() && skipLoudly('names that are put into a module', 'python3')) return;
  const input = cases.find(({ name }) => name === 'put-into-the-module')?.input ?? {};
  const endings = Object.values(input).map((text) => ending(text.toString(), 'exit(arguments() and 3)', [], undefined));
  assert.deepEqual(endings, Array(3).fill({ type: 'SystemExit', code: 3 }));
});

test('imports are all that is added, one line each', async () => {
  if (!hasPython() && skipLoudly('the comparison of syntax trees', 'python3')) return;
  const compared: (readonly [string, string, readonly string[]])[] = [];
  for (const fixture of cases) {
    const { expected, description } = fixture;
    if (expected === null || description.params['strategy'] === 'click' || fixture.name.startsWith('cookie')) continue;
    const [before, after] = await transformed(fixture);
    const modules = Array.isArray(description.params['modules']) ? description.params['modules'].map(String) : ['sys'];
    const lines = (text: string): number => text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length;
    assert.ok(lines(after) - lines(before) <= modules.length, `${fixture.name}: lines`);
    compared.push([before, after, modules]);
  }
  assert.ok(compared.length > 20);
  const control = ['x = sys', 'import sys\ny = sys', ['sys']] as const;
  const faults = faultsOf([...compared, control]);
  assert.deepEqual(faults, [...compared.map(() => ''), 'another tree']);
});

/** The program of a fixture, before and after the codemod. */
async function transformed({ input, description }: FixtureCase): Promise<readonly [string, string]> {
  const [file = ''] = Object.keys(input);
  const run = await runOn('cli-sys-import', input, { params: description.params });
  return [input[file]?.toString('utf8') ?? '', run.text(file)];
}

function ending(program: string, expression: string, args: readonly string[], module: string | undefined): Ending {
  const folder = mkdtempSync(path.join(tmpdir(), 'cli-sys-import-'));
  try {
    const file = path.join(folder, 'program.py');
    writeFileSync(file, program);
    const driver = path.join(drivers, 'ending.py');
    const options = { cwd: folder, input: 'many\n', ...(module === undefined ? {} : { module }) };
    const { stdout, stderr } = python3([driver, file, expression, ...args], options);
    assert.equal(stderr, '');
    return JSON.parse(stdout) as Ending;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function faultsOf(triples: readonly (readonly [string, string, readonly string[]])[]): unknown {
  const { stdout, stderr } = python3([path.join(drivers, 'one_import.py')], { input: JSON.stringify(triples) });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}
