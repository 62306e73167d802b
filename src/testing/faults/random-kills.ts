import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { checkRecovered, checkWhole } from '../fault-check.js';
import type { Choose } from '../random.js';
import { runCli } from '../run-cli.js';
import type { Scenario } from '../scenario.js';
import { sideOf } from '../side.js';
import type { Fault } from './fault.js';
import { inScenario } from './in-scenario.js';

/** The duration is cut into so many parts. */
const PARTS = 2 ** 24;

/** One way to carry out a scenario's run, as a process of its own. */
export interface Killable {
  readonly name: string;
  readonly scenario: Scenario;
  /** The arguments of Node. */
  program(root: string): readonly string[];
  /** The whole command line's next command, where that is to be the next command. */
  readonly next: readonly string[] | null;
}

interface Ended {
  readonly isKilled: boolean;
  /** Milliseconds from its first write. */
  readonly duration: number;
}

/** Kills at times that are uniform from the first write of a run to its end, which is measured here on undisturbed ones: before it, nothing can be lost. */
export async function* randomKills(killable: Killable, count: number, choose: Choose): AsyncGenerator<Fault> {
  const duration = await measure(killable);
  for (let number = 0; number < count; number++) {
    const after = (choose(PARTS) / PARTS) * duration;
    yield {
      id: `random kill ${number} of ${killable.name}`,
      kind: `${killable.name}: killed at a random time`,
      inject: () => killAfter(killable, after, number),
    };
  }
}

/** The median of five. */
async function measure({ scenario, ...killable }: Killable): Promise<number> {
  const durations: number[] = [];
  for (let run = 0; run < 5; run++) {
    durations.push((await inScenario(scenario, (root) => runFor({ scenario, ...killable }, root, Infinity))).duration);
  }
  return durations.sort((a, b) => a - b)[2] ?? 0;
}

async function killAfter(killable: Killable, after: number, number: number): Promise<string> {
  const { scenario, next } = killable;
  return await inScenario(scenario, async (root) => {
    const { isKilled } = await runFor(killable, root, after);
    const [left, isOpen] = [sideOf(root, scenario), hasOpenRun(root)];
    // Most by the recovery alone, which is faster, and some by the command that a person would type.
    if (next !== null && number % 5 === 0) {
      const { status, stderr } = runCli(next, { cwd: root });
      if (status !== 0) throw new Error(`the next command ended with ${status}: ${stderr}`);
      await checkWhole(root, scenario);
    } else await checkRecovered(root, scenario);
    if (!isKilled) return 'had ended';
    if (isOpen) return left === 'mixed' ? 'killed half-way' : 'killed in the middle, files whole';
    return left === 'before' ? 'killed before it wrote' : 'killed after it was done';
  });
}

function hasOpenRun(root: string): boolean {
  const runs = path.join(root, '.codex/runs');
  return existsSync(runs) && readdirSync(runs).some((run) => !existsSync(path.join(runs, run, 'DONE')));
}

async function runFor({ program }: Killable, root: string, after: number): Promise<Ended> {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: '' };
  const child = spawn(process.execPath, program(root), { cwd: root, env, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  while (isAlive() && !existsSync(path.join(root, '.codex/lock'))) await setTimeout(1);
  const started = performance.now();
  await Promise.race([ended, ...(Number.isFinite(after) ? [setTimeout(after, undefined, { ref: false })] : [])]);
  const isKilled = isAlive() && child.kill('SIGKILL');
  await ended;
  return { isKilled, duration: performance.now() - started };
}
