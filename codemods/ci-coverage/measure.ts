import {
  type Command,
  commandsOf,
  type Edit,
  insertAt,
  isOwnStep,
  isPlainWord,
  type Job,
  type PythonProject,
  type Workflow,
} from 'codex-codemod';
import type { TestRun } from './find-tests.js';
import { leavesFolder } from './leaves-folder.js';

/** What has to be done so that a call of the tests writes an HTML report. */
export interface Measures {
  /** Edits inside of the script that calls pytest. */
  readonly edits: readonly Edit[];
  /** Steps in front of the tests and behind them, as YAML text. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The folder of the report, from the folder of the step. */
  readonly folder: string;
}

const REPORT = /^--cov-report=html(?::(.+))?$/;

/** Null where the script leaves no exact edit. */
export function measure(workflow: Workflow, job: Job, run: TestRun, project: PythonProject, target: string): Measures | null {
  const { command, step } = run;
  const own = step.workingDirectory === '' ? '' : `working-directory: ${step.workingDirectory}\n`;
  if (command.program === 'coverage') return ofCoverage(job, run, own);
  const { args, runner } = command;
  const given = [...args, ...configured(project)].join(' ').replaceAll('--cov-report ', '--cov-report=').split(' ');
  const isMeasured = given.some((arg) => /^--cov(?:=|$)/.test(arg));
  const report = given.flatMap((arg) => REPORT.exec(arg) ?? []);
  const folder = report[1] ?? 'htmlcov';
  if (!isPlainWord(folder)) return null;
  const options = [...(isMeasured ? [] : covered(project, target)), ...(report.length > 0 ? [] : ['--cov-report=html:htmlcov'])];
  const brings = isMeasured || /\bpytest-cov\b/.test(installedBefore(job, step.index)) ? '' : plugin(runner, project);
  const edits = options.length === 0 ? [] : scriptEdits(workflow, job, run, options, brings.startsWith('--with') ? brings : '');
  if (edits === null) return null;
  const before = brings === '' || brings.startsWith('--with') ? [] : [`name: Install pytest-cov\n${own}run: ${brings}`];
  return { edits, before, after: [], folder };
}

function covered({ targets }: PythonProject, target: string): readonly string[] {
  const [only, another] = targets;
  if (target !== '') return [`--cov=${target}`];
  return [`--cov=${only !== undefined && another === undefined && isPlainWord(only) ? only : '.'}`];
}

function installedBefore({ steps }: Job, index: number): string {
  return steps
    .slice(0, index)
    .flatMap(({ run }) => commandsOf(run).flatMap(({ args }) => args))
    .join(' ');
}

/** What brings pytest-cov: an option for `uv run`, else a command. */
function plugin(runner: string, { declared }: PythonProject): string {
  const isListed = /\bpytest-cov\b/.test(declared);
  if (runner === 'uv run') return isListed ? '' : '--with pytest-cov';
  return runner === '' ? 'python -m pip install pytest-cov' : `${runner} pip install pytest-cov`;
}

/** `coverage run` has measured: only the report may be missing. */
function ofCoverage({ steps }: Job, { command, step }: TestRun, own: string): Measures | null {
  const writes = ({ program, args }: Command): boolean => program === 'coverage' && args[0] === 'html';
  const home = steps.find(({ run }) => commandsOf(run).some(writes));
  if (home !== undefined && (leavesFolder(home.run) || home.workingDirectory !== step.workingDirectory)) return null;
  const writer = commandsOf(home?.run ?? '').find(writes);
  const option = writer?.args.findIndex((arg) => arg === '-d' || arg === '--directory') ?? -1;
  const folder = option < 0 ? 'htmlcov' : (writer?.args[option + 1] ?? '');
  if (!isPlainWord(folder)) return null;
  const call = command.runner === '' ? 'coverage' : `${command.runner} coverage`;
  const after = writer === undefined ? [`name: Write the coverage report\n${own}run: ${call} html -d htmlcov`] : [];
  return { edits: [], before: [], after, folder };
}

/** The options that pytest is configured with: `addopts` of pyproject.toml, setup.cfg or pytest.ini. */
function configured({ declared }: PythonProject): readonly string[] {
  const [, value = ''] = /^addopts\s*=(.*(?:\r?\n[ \t]+.*)*)/m.exec(declared) ?? [];
  return value.split(/[\s"',[\]]+/);
}

const WORD = /(?<![\w./-])(?:pytest|py\.test)(?![\w.-])/g;

/** Options right behind the name of the program, where it stands in the text of the file. */
function scriptEdits(
  workflow: Workflow,
  job: Job,
  { step, command }: TestRun,
  options: readonly string[],
  forRunner: string,
): readonly Edit[] | null {
  const scalar = workflow.services.get(step.node, 'run');
  if (scalar?.kind !== 'scalar' || !isOwnStep(workflow, job, step)) return null;
  const source = workflow.file.text.slice(scalar.start, scalar.end);
  const [written, read] = [[...source.matchAll(WORD)], [...step.run.matchAll(WORD)]];
  const found = written.length === read.length ? written[read.findIndex(({ index }) => index === command.start)] : undefined;
  if (found === undefined) return null;
  const edit = insertAt(scalar.start + found.index + found[0].length, ` ${options.join(' ')}`);
  if (forRunner === '') return [edit];
  const line = source.slice(0, found.index).split('\n').at(-1) ?? '';
  const at = line.lastIndexOf('uv run ');
  return at < 0 ? null : [insertAt(scalar.start + found.index - line.length + at + 'uv run'.length, ` ${forRunner}`), edit];
}
