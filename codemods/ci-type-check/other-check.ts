import { asksOnly, commandsOf, TYPE_CHECKERS, type Workflows } from 'codex-codemod';

/** Where types are checked by something else than a step that runs mypy; null for nowhere. */
export function otherCheck(workflows: Workflows, preCommit: string): { readonly path: string; readonly message: string } | null {
  for (const { path, jobs } of workflows.all) {
    for (const { id, steps } of jobs) {
      const commands = steps.flatMap(({ run }) => commandsOf(run));
      const checker = commands.find((command) => TYPE_CHECKERS.has(command.program) && !asksOnly(command));
      if (checker !== undefined) return { path, message: `the job ${id} checks types with ${checker.program}` };
      const hooks = steps.some(({ action }) => action === 'pre-commit/action') || commands.some(runsHooks);
      if (hooks && /\bmypy\b/.test(preCommit)) return { path, message: `the job ${id} runs mypy through pre-commit` };
    }
  }
  return null;
}

function runsHooks({ program, args }: { readonly program: string; readonly args: readonly string[] }): boolean {
  return program === 'pre-commit' && args.includes('run');
}
