import type { CodeDoc } from '../code-doc.js';

/** Codes of processes that work on files and repositories, and of the queue and the store between them. */
export const WORKER_CODES: Readonly<Record<string, CodeDoc>> = {
  'worker-crash': {
    title: 'The child process died',
    cause: 'Parsing or transforming this file ended the process that held it. The other files were done.',
    remedy: 'Report the file, or exclude it: --exclude.',
    example: 'codemod apply utc-datetime --exclude src/huge_table.py src',
  },
  'worker-deadline': {
    title: 'The job took too long',
    cause: 'The worker that held this repository was stopped at the deadline of the campaign. The other repositories were done.',
    remedy:
      'Give a longer deadline in the limits of campaign.yaml, exclude the repository, or report it with the codemod that was run.',
    example: 'limits: { deadline: 1200000 }',
  },
  'worker-memory': {
    title: 'The job needed too much memory',
    cause:
      'The worker that held this repository, with all that it had started, needed more memory than a job may have. The other repositories were done.',
    remedy: 'Allow more in the limits of campaign.yaml, and on workers with --memory, or exclude the repository.',
    example: 'limits: { memory: 4096 }',
  },
  'order-missing': {
    title: 'The store of a worker has no order for its job',
    cause: 'The worker keeps what it makes elsewhere than the campaign does, or the store has lost it. Nothing was done.',
    remedy: 'Start all workers with the same --store, that of the campaign, and try again.',
    example: 'codemod bulk retry',
  },
  'queue-unavailable': {
    title: 'There is nobody who carries out the jobs',
    cause: 'Redis does not answer, or no worker process can be started.',
    remedy: 'Start Redis, or mend what the message names, and run the command again: nothing of the campaign is lost.',
    example: 'redis-cli -u redis://queue.example.org:6379 ping',
  },
  'queue-unsafe': {
    title: 'The Redis would lose jobs',
    cause: 'It throws keys away when its memory is full, or is older than the queue can work with.',
    remedy: 'Set maxmemory-policy to noeviction, also in its configuration file; use Redis 6.2 or newer.',
    example: 'redis-cli config set maxmemory-policy noeviction',
  },
  'queue-missing': {
    title: 'The packages for a queue are not installed',
    cause: 'Campaigns on many machines need bullmq and ioredis, which are optional.',
    remedy: 'Install them beside the toolkit, or leave out --queue: one machine needs neither.',
    example: 'npm install bullmq ioredis',
  },
  'store-too-large': {
    title: 'A thing is too large for the store in Redis',
    cause:
      'A plan, its before-images or a patch has more bytes than a value may have, and no folder is named for what is larger.',
    remedy: 'Name a folder that all machines share, in the address of the store, or use that folder as the store.',
    example: 'codemod worker --store redis://queue.example.org:6379?folder=/shared/codemod',
  },
  'out-of-memory': {
    title: 'The child process ran out of memory',
    cause: 'Transforming this file needed more memory than a child may have.',
    remedy: 'Exclude the file, or split it.',
    example: 'codemod apply utc-datetime --exclude src/huge_table.py src',
  },
  deadline: {
    title: 'The file took too long',
    cause: 'Its transform was stopped at the deadline. The other files were done.',
    remedy: 'Exclude the file, or report it with the codemod that was run.',
    example: 'codemod apply utc-datetime --exclude src/huge_table.py src',
  },
};
