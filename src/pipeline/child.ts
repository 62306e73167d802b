import { AsyncLocalStorage } from 'node:async_hooks';
import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CodemodError, messageOf } from '../core/errors.js';
import type { ProjectTree } from '../core/project-tree.js';
import { ENDED, markOutput } from './attributed-output.js';
import { descriptionOf } from './description.js';
import { homeOf } from './home-of.js';
import { loadModule } from './load-codemod.js';
import type { FromChild, ToChild } from './messages.js';
import { inProcess, type Transformer } from './transformer.js';

// The entry of a child process: it is handed bytes and answers plain values. It never reads a repository by itself.

let transformer: Transformer | null = null;
const questions = new Map<number, (value: readonly string[] | Uint8Array | null) => void>();
let asked = 0;
/** What is done for one file. */
interface Work {
  readonly path: string | null;
}

/** What something runs for, also where a transform has left it running. */
const held = new AsyncLocalStorage<Work>();
/** The transform that the parent waits for. */
let awaited: Work | null = null;

function say(message: FromChild): void {
  process.send?.(message);
}

function ask(path: string | null): Promise<readonly string[] | Uint8Array | null> {
  const id = ++asked;
  return new Promise((resolve) => {
    questions.set(id, resolve);
    say({ type: 'ask', id, path });
  });
}

const remoteTree = {
  async paths() {
    const answer = await ask(null);
    return Array.isArray(answer) ? answer : [];
  },
  async read(path) {
    const answer = await ask(path);
    return answer instanceof Uint8Array ? Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength) : null;
  },
} satisfies ProjectTree;

/** Milliseconds between two looks at the memory of the process: each costs as much as a small file. */
const LOOK_EVERY = 50;
const memory = { lookedAt: 0, resident: 0 };

function residentBytes(): number {
  const now = performance.now();
  if (now - memory.lookedAt > LOOK_EVERY) Object.assign(memory, { lookedAt: now, resident: process.memoryUsage.rss() });
  return memory.resident;
}

function hold(path: string | null): void {
  held.enterWith({ path });
  say({ type: 'holds', path });
}

/** A process that ends can say one thing more, at once: that the work which the parent waits for has ended it. */
function tellEnd(mark: string): void {
  if (awaited === null || held.getStore() !== awaited) return;
  try {
    writeSync(2, `${mark}${ENDED}\n`);
  } catch {
    // Nobody reads it any more. The parent takes it for a death from outside then.
  }
}

async function start(message: ToChild & { type: 'start' }): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) markOutput(stream, message.mark, () => held.getStore()?.path ?? null);
  process.once('exit', () => tellEnd(message.mark));
  try {
    if (message.folder !== null) process.chdir(message.folder);
    const codemods = [];
    for (const { url, params } of message.codemods) {
      const { codemod, prepare } = await loadModule(url);
      await prepare?.();
      // Transforms of other tools look for plugins and packages from the current folder. Where there is none: those that stand beside them.
      if (codemod.foreign && message.folder === null) process.chdir(homeOf(fileURLToPath(url)));
      codemods.push({ codemod, params, url });
    }
    transformer = inProcess(codemods, message.wanted);
    say({ type: 'ready' });
  } catch (thrown) {
    say(broken(thrown));
  }
}

async function describe({ url, folder }: ToChild & { type: 'describe' }): Promise<void> {
  try {
    process.chdir(folder);
    const { codemod } = await loadModule(url);
    say({ type: 'described', description: codemod.foreign ? descriptionOf(codemod) : null });
  } catch (thrown) {
    say(broken(thrown));
  }
}

function broken(thrown: unknown): FromChild & { type: 'broken' } {
  const code = thrown instanceof CodemodError ? thrown.code : 'codemod-unloadable';
  return { type: 'broken', code, message: messageOf(thrown) };
}

async function receive(message: ToChild): Promise<void> {
  if (message.type === 'start') return start(message);
  if (message.type === 'describe') return describe(message);
  if (message.type === 'answer') {
    questions.get(message.id)?.(message.value);
    questions.delete(message.id);
    return;
  }
  if (transformer === null) throw new Error('the child was given work before it was started');
  if (message.type === 'file') {
    const { which, path, bytes, told } = message;
    const run = transformer;
    const work = { path };
    awaited = work;
    const result = await held.run(work, () => run.file(which, path, bytes, told));
    // A promise that was rejected and left alone ends the process now, while the file is still held.
    await new Promise((resolve) => setImmediate(resolve));
    awaited = null;
    say({ type: 'done', result, residentBytes: residentBytes() });
    return;
  }
  if (message.type === 'parse') {
    say({ type: 'parsed', failure: await transformer.parse(message.path, message.bytes) });
    return;
  }
  if (message.type === 'survey') {
    const { which, scope, place } = message;
    const result = await transformer.survey(which, { ...remoteTree, ...place }, scope, hold);
    say({ type: 'surveyed', result, residentBytes: residentBytes() });
    return;
  }
  say({ type: 'project-done', result: await transformer.project(message.which, remoteTree, message.files) });
}

process.on('message', (message: ToChild) => void receive(message));
// The parent is gone: nothing that this process could still do would be read by anybody.
process.on('disconnect', () => process.exit(0));
