import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { visible } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { type LoadedCodemod, loadAllBuiltIn, loadFromFile } from '../pipeline/load-codemod.js';
import { blessCase } from '../testing/bless-case.js';
import { checkCase } from '../testing/check-case.js';
import { type FixtureCase, readCases } from '../testing/fixture-case.js';
import { type TransformFixture, transformFixtures } from '../testing/transform-fixtures.js';
import { ExitCode } from './exit-code.js';
import { loadNamed } from './load-named.js';
import { localModules } from './local-modules.js';
import { openTerminal, type Terminal } from './terminal.js';

interface Options {
  readonly update?: boolean;
  readonly only?: string;
  readonly param?: Readonly<Record<string, string>>;
}

interface Workshop {
  readonly codemods: readonly LoadedCodemod[];
  readonly fixtures: string;
}

const OWN_FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url));

/** Checks, or with `update` blesses, the cases of codemods: the toolkit's own in its clone, else those in `./codemods`. */
export async function testCodemods(name: string | undefined, options: Options): Promise<number> {
  const terminal = openTerminal('auto');
  if (name !== undefined && /[/.:]/.test(name)) return await testNamed(name, options, terminal);
  const { codemods, fixtures } = await findWorkshop();
  const chosen = name === undefined ? codemods : codemods.filter(({ codemod }) => codemod.name === name);
  if (chosen.length === 0) throw unknown(name ?? '', codemods);
  let passed = 0;
  let failed = 0;
  for (const loaded of chosen) {
    const cases = readCases(fixtures, loaded.codemod.name).filter((one) => one.name.includes(options.only ?? ''));
    if (cases.length === 0) terminal.err(`${loaded.codemod.name}: no case${options.only === undefined ? '' : ' of that name'}\n`);
    for (const fixture of cases) {
      const problems = options.update === true ? await blessCase(loaded, fixture) : await checkCase(loaded, fixture);
      tell(terminal, fixture, problems);
      if (problems.length === 0) passed++;
      else failed++;
    }
  }
  terminal.err(`${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? ExitCode.wouldChange : ExitCode.done;
}

/** A transform that is named by its path, or in a package: its fixtures stand beside it. */
async function testNamed(name: string, { only, param = {} }: Options, terminal: Terminal): Promise<number> {
  const loaded = await loadNamed(name, [], loadFromFile);
  const { own, others } = transformFixtures(fileURLToPath(loaded.url));
  const all = only === undefined ? own : [...own, ...others];
  const fixtures = all.filter((one) => one.name.includes(only ?? ''));
  if (fixtures.length === 0) {
    const message = `${name} has no fixtures: __testfixtures__/<name>.input.js and <name>.output.js beside it.`;
    throw new CodemodError('usage', message);
  }
  const { checkTransform } = await import('../testing/check-transform.js');
  const { green, red } = terminal.outColors;
  let failed = 0;
  for (const fixture of fixtures) {
    const problem = await checkTransform(loaded, fixture, param);
    terminal.out(`${problem === null ? green('ok') : red('FAIL')}  ${visible(fixture.name)}\n`);
    if (problem === null) continue;
    failed++;
    terminal.out(indented(problem));
  }
  terminal.err(`${fixtures.length - failed} passed, ${failed} failed\n`);
  if (only === undefined) terminal.err(tellOthers(others));
  return failed > 0 ? ExitCode.wouldChange : ExitCode.done;
}

/** Fixtures that are named after something else are told, so that nobody takes them for tested. */
function tellOthers(others: readonly TransformFixture[]): string {
  const [first, ...more] = others.map(({ name }) => visible(name));
  if (first === undefined) return '';
  const rest = more.length === 0 ? '' : ` and ${more.length} more`;
  return `Not run, since their names do not begin with that of the transform: ${first}${rest}. To run them: --only <name>\n`;
}

function indented(problem: string): string {
  return `${visible(problem).trimEnd().replace(/^/gm, '      ')}\n`;
}

function tell(terminal: Terminal, fixture: FixtureCase, problems: readonly string[]): void {
  const { green, red, dim } = terminal.outColors;
  const title = `${fixture.codemod}/${fixture.name}`;
  if (problems.length === 0) {
    terminal.out(`${green('ok')}    ${visible(title)}\n`);
    return;
  }
  terminal.out(`${red('FAIL')}  ${visible(title)}\n      ${dim(visible(fixture.description.shows))}\n`);
  for (const problem of problems) terminal.out(indented(problem));
}

async function findWorkshop(): Promise<Workshop> {
  const modules = path.dirname(OWN_FIXTURES) === process.cwd() ? null : localModules();
  if (modules === null) return { codemods: await loadAllBuiltIn(), fixtures: OWN_FIXTURES };
  return {
    codemods: await Promise.all(modules.map((file) => loadFromFile(path.resolve(file)))),
    fixtures: path.resolve('fixtures'),
  };
}

function unknown(name: string, codemods: readonly LoadedCodemod[]): CodemodError {
  const names = codemods.map(({ codemod }) => codemod.name);
  const hint =
    didYouMean(name, names) ?? (names.length === 0 ? 'Make one: codemod new <name>.' : `There are: ${names.join(', ')}.`);
  return new CodemodError('codemod-unknown', `There is no codemod "${name}" to test. ${hint}`);
}
