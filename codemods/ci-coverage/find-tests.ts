import { type Command, commandsOf, type Job, rolesOf, rolesOfCommand, type Step, type Workflow } from 'codex-codemod';

/** The one call of pytest, or of coverage, of a job. */
export interface TestRun {
  readonly step: Step;
  readonly command: Command;
}

const RUNNERS = new Set(['', 'uv run', 'poetry run', 'pipenv run']);

/** Null where the job tests in another way, or more than once. */
export function findTests({ services }: Workflow, job: Job): TestRun | null {
  if (services.get(job.node, 'container') !== null) return null;
  const runs = job.steps
    .filter((step) => rolesOf(step).has('test'))
    .flatMap((step) => testsIn(step).map((command) => ({ step, command })));
  const [only, another] = runs;
  if (only === undefined || another !== undefined || !RUNNERS.has(only.command.runner)) return null;
  return /^(?:pytest|py\.test|coverage)$/.test(only.command.program) ? only : null;
}

function testsIn({ run }: Step): readonly Command[] {
  return commandsOf(run).filter((command) => rolesOfCommand(command).includes('test'));
}
