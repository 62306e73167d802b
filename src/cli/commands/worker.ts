import { type Command, InvalidArgumentError } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { collect } from '../option-values.js';

/** The options of `codemod worker`, as commander hands them over. */
export interface WorkerCommandOptions {
  readonly queue?: string;
  readonly store?: string;
  readonly jobs?: number;
  readonly memory?: number;
  readonly lanes?: readonly string[];
  readonly token?: readonly string[];
  readonly trust?: readonly string[];
  readonly shutdownDeadline: number;
}

const NOTES = `
It works on all campaigns of that Redis until it is stopped. SIGTERM and Ctrl-C:
it takes nothing new, lets its jobs end within --shutdown-deadline, and leaves
the others to other workers. Tokens are read from its own environment, and only
those that --token names. Who may write to the Redis decides what workers do
with them: give it a password and a network of its own.

Exit codes: 0 stopped, 2 usage, 3 refused (the Redis would lose jobs), 4 there is
no Redis.
`;

function help(): string {
  const lines = examples(
    'codemod worker --queue redis://queue.example.org:6379  work on whatever is there',
    'codemod worker --queue redis://queue:6379 --store /shared/codemod --jobs 4  with a folder that all machines share',
    "codemod worker --queue redis://queue:6379 --lanes 'plan:*'  only what computes",
  );
  return lines + NOTES;
}

export function addWorker(program: Command, finish: Finish): Command {
  return program
    .command('worker')
    .description('work on the campaigns of a Redis, on this machine')
    .option('--queue <url>', 'the Redis (default: REDIS_URL)')
    .option('--store <address>', 'where campaigns keep what they make: a folder, or a Redis (default: that of --queue)')
    .option('--jobs <n>', 'jobs that compute, at a time (default: one a processor)', whole)
    .option('--memory <MiB>', 'what one job may have, at most (default: 2048, or its share of the machine)', whole)
    .option('--lanes <names>', 'only these, with commas between them: plan:*,publish:github.com', list)
    .option('--token <name>', 'a variable whose value jobs may have (repeatable; default: those of known hosts)', collect)
    .option('--trust <file>', 'a module that code may be loaded from, besides the toolkit (repeatable)', collect)
    .option('--shutdown-deadline <seconds>', 'how long running jobs may take when it is stopped', whole, 60)
    .addHelpText('after', help)
    .action(async (options: WorkerCommandOptions) => {
      const { runWorker } = await import('../run-worker.js');
      finish(await runWorker(options), { hasWritten: true });
    });
}

function list(value: string): readonly string[] {
  const names = value.split(',').map((name) => name.trim());
  const isName = (name: string): boolean => /^[a-z]+(?::[a-z0-9._:[\]-]*)?\*?$/.test(name);
  if (!names.every(isName))
    throw new InvalidArgumentError('A lane is plan, or publish:github.com, with * at its end for all that begin so.');
  return names;
}

function whole(value: string): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return number;
}
