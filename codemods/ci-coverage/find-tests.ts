import { type Command, commandsOf, type Job, rolesOf, rolesOfCommand, type Step, type Workflow } from 'codex-codemod';
import { leavesFolder } from './leaves-folder.js';

/** The one call of pytest, or of coverage, of a job. */
export interface TestRun {
  readonly step: Step;
  readonly command: Command;
}

const RUNNERS = new Set(['', 'uv run', 'poetry run', 'pipenv run']);

/** A text says why there is none: the job tests in another way, more than once, or in a folder that its script goes to. */
export function findTests({ services }: Workflow, job: Job): TestRun | string {
  const otherwise = `the job ${job.id} does not call pytest once, in a way that options can be added to`;
  if (services.get(job.node, 'container') !== null) return otherwise;
  const runs = job.steps
    .filter((step) => rolesOf(step).has('test'))
    .flatMap((step) => testsIn(step).map((command) => ({ step, command })));
  const [only, another] = runs;
  if (only === undefined || another !== undefined || !RUNNERS.has(only.command.runner)) return otherwise;
  if (!/^(?:pytest|py\.test|coverage)$/.test(only.command.program)) return otherwise;
  return leavesFolder(only.step.run) ? `the job ${job.id} tests in a folder that its script changes to` : only;
}

function testsIn({ run }: Step): readonly Command[] {
  return commandsOf(run).filter((command) => rolesOfCommand(command).includes('test'));
}
