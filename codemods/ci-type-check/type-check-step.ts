import {
  type Command,
  commandsOf,
  folderOf,
  isPlainWord,
  type Job,
  type ProjectTree,
  type PythonProject,
  readPythonProject,
  rolesOf,
  rolesOfCommand,
  type Step,
  type Workflow,
} from 'codex-codemod';
import { installedBy } from './installs-project.js';

/** A step as YAML text, and the index of the step that it goes behind. */
export interface NewStep {
  readonly text: string;
  readonly behind: number;
}

export interface NoStep {
  readonly code: 'TYPE003' | 'TYPE004';
  readonly message: string;
  readonly question?: string;
}

interface Place {
  readonly workflow: Workflow;
  readonly job: Job;
}

export async function typeCheckStep(tree: ProjectTree, place: Place, wanted: string): Promise<NewStep | NoStep> {
  const { workflow, job } = place;
  const installation = installationOf(place);
  if (installation === null) {
    return { code: 'TYPE004', message: `how the job ${job.id} installs the project cannot be seen` };
  }
  const { step, runner } = installation;
  const folder = folderOf(workflow, job, step);
  if (folder === null)
    return { code: 'TYPE003', message: `the folder that the job ${job.id} works in is known only when it runs` };
  const project = await readPythonProject(tree, folder);
  const target = wanted === '' ? targetOf(project) : wanted;
  if (target === null) {
    const several =
      project.targets.length > 1 ? `there are several packages: ${project.targets.join(', ')}` : 'there is no package';
    return { code: 'TYPE003', message: several, question: 'What should mypy check (--param target=PATH)?' };
  }
  const lines = script(runner, target, step, project);
  const own = step.workingDirectory === '' ? '' : `working-directory: ${step.workingDirectory}\n`;
  const run = lines.length === 1 ? `run: ${lines[0]}` : `run: |\n  ${lines.join('\n  ')}`;
  return { text: `name: Type check\n${own}${run}`, behind: step.index };
}

/** The step that installs the project, and what the tests are started through. */
function installationOf({ workflow, job }: Place): { readonly step: Step; readonly runner: string } | null {
  if (workflow.services.get(job.node, 'container') !== null) return null;
  const test = job.steps.find((step) => rolesOf(step).has('test'));
  const runner = test === undefined ? '' : (testCommand(test)?.runner ?? null);
  const before = job.steps.slice(0, test?.index ?? job.steps.length);
  const step = before.findLast((one) => installedBy(one) === 'project') ?? toolsAlone(before);
  // Between an installation and the tests of one script there is no place for a step.
  if (test !== undefined && installedBy(test) === 'project') return null;
  if (runner === null || step === null || !RUNNERS.has(runner)) return null;
  return runner === '' && !commandsOf(step.run).some(isPip) ? null : { step, runner };
}

/** Where pytest alone is installed, the project needs nothing; a plug-in alone, such as ci-coverage adds, proves nothing. */
function toolsAlone(steps: readonly Step[]): Step | null {
  const names = (step: Step): readonly string[] => commandsOf(step.run).flatMap(({ args }) => args);
  return (
    steps.findLast(
      (step) => installedBy(step) === 'test-tools' && names(step).some((name) => /^["']?pytest\b(?!-)/.test(name)),
    ) ?? null
  );
}

const RUNNERS = new Set(['', 'uv run', 'poetry run', 'pipenv run']);

/** The command that tests, where it does that in the job's own environment. */
function testCommand({ run }: Step): Command | null {
  const command = commandsOf(run).find((one) => rolesOfCommand(one).includes('test')) ?? null;
  return command !== null && !rolesOfCommand({ ...command, runner: '' }).includes('opaque') ? command : null;
}

function isPip(command: Command): boolean {
  return /^pip[\d.]*$/.test(command.program) && rolesOfCommand(command).includes('install') && command.runner === '';
}

function targetOf({ targets }: PythonProject): string | null {
  const [only, another] = targets;
  return only !== undefined && another === undefined && isPlainWord(only) ? only : null;
}

/** Installs mypy in the step itself: it costs nothing where it is there already. */
function script(runner: string, target: string, step: Step, { declared }: PythonProject): readonly string[] {
  const isListed = /(?:^|["'\s])mypy(?=[\s"'<>=~!;[]|$)/m.test(declared);
  if (runner === 'uv run') return [`uv run ${isListed ? '' : '--with mypy '}mypy ${target}`];
  if (runner !== '') return [`${runner} pip install mypy`, `${runner} mypy ${target}`];
  const isInstalled = commandsOf(step.run).some(({ args }) => args.some((arg) => /^["']?mypy(?:$|[["'=<>~!])/.test(arg)));
  return isInstalled ? [`mypy ${target}`] : ['python -m pip install mypy', `mypy ${target}`];
}
