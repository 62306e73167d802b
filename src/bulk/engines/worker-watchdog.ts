import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { endTree } from './process-tree.js';

// A thread beside a worker's own, which may be blocked: it ends the process when its parent is gone, and, where nobody else can
// measure it, when it holds too much memory.

/** Milliseconds. */
const INTERVAL = 250;

/** What the parent looks for in the last words of a worker. */
const MEMORY_MARK = 'codemod-worker: too much memory\n';

const { parent, memory }: { readonly parent: number; readonly memory: number } = workerData;

setInterval(() => {
  if (process.ppid !== parent) endTree(process.pid);
  if (process.platform === 'linux' || process.memoryUsage.rss() <= memory) return;
  writeSync(2, MEMORY_MARK);
  endTree(process.pid);
}, INTERVAL);
