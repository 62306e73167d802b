import { runWorker } from '../cli/run-worker.js';

// `codemod worker` with the odd performer: `worker-driver.js <redis url> <store>`.
const [, , queue = '', store = ''] = process.argv;
const options = { queue, store, jobs: 2, memory: 512, shutdownDeadline: 5 };
process.exitCode = await runWorker(options, new URL('./odd-performer.js', import.meta.url).href);
