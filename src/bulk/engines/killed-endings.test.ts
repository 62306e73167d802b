import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Manner } from '../../testing/ending-driver.js';
import { isRunning } from '../../testing/is-running.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { until } from '../../testing/until.js';

const test = suite('killed endings');
const DRIVER = fileURLToPath(new URL('../../testing/ending-driver.js', import.meta.url));

interface Ending {
  readonly status: number | null;
  readonly signals: readonly string[];
  /** All processes of the job: at first its worker where the job is `family`. */
  readonly all: readonly number[];
}

/** A coordinator of its own ends a worker. */
async function endWorker(does: 'family' | 'breed', manner: Manner): Promise<Ending> {
  const folder = tempFolder();
  const file = path.join(folder, 'processes');
  const args = [DRIVER, path.join(folder, 'store'), does, file, JSON.stringify(manner)];
  const driver = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const [signals, [status]] = await Promise.all([text(driver.stdout), once(driver, 'exit')]);
  const all = linesOf(readFileSync(file, 'utf8')).flatMap((line): number[] => JSON.parse(line));
  return { status, signals: linesOf(signals), all };
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter(Boolean);
}

function stateOf(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .slice(0, 1);
}

function endAll(pids: readonly number[]): void {
  for (const pid of pids.filter(isRunning)) process.kill(pid, 'SIGKILL');
}

test('a coordinator that is killed while it ends a worker leaves no process behind, wherever it is', async () => {
  if (process.platform !== 'linux') return;
  const last: (string | undefined)[] = [];
  for (let diesAt = 1; ; diesAt++) {
    const { status, signals, all } = await endWorker('family', { diesAt });
    try {
      await until(() => !all.some(isRunning), 5_000);
    } finally {
      endAll(all);
    }
    if (status === 0) break;
    last.push(signals.at(-1));
  }
  assert.deepEqual(last.slice(0, 3), [undefined, 'SIGSTOP', 'SIGKILL'], 'it was killed before, between and after');
});

test('control: a worker whose guard is killed along with its coordinator stays, stopped', async () => {
  if (process.platform !== 'linux') return;
  const { all } = await endWorker('family', { diesAt: 2, guardDies: true });
  const [worker = 0] = all;
  try {
    await until(() => stateOf(worker) === 'T');
  } finally {
    endAll(all);
  }
});

test('a worker that goes on starting processes is ended with all of them: it is stopped before they are looked for', async () => {
  if (process.platform !== 'linux') return;
  const { status, all } = await endWorker('breed', { hesitates: 300 });
  try {
    assert.equal(status, 0);
    await until(() => !all.some(isRunning), 5_000);
  } finally {
    endAll(all);
  }
});

test('control: of a worker that is not stopped, children live on', async () => {
  if (process.platform !== 'linux') return;
  const { all } = await endWorker('breed', { hesitates: 300, stopsNothing: true });
  const living = all.filter(isRunning);
  endAll(all);
  assert.ok(living.length > 0);
});
