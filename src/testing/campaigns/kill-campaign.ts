import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Choose } from '../random.js';
import type { CampaignScene } from './campaign-scene.js';

/** What is killed: the command alone (what it started lives on), all of it, or one process that works for it. */
export const VICTIMS = ['coordinator', 'group', 'worker'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface KillCounts {
  /** By victim: those that were alive. */
  readonly killed: Record<Victim, number>;
  resumed: number;
}

export const noKills = (): KillCounts => ({ killed: { coordinator: 0, group: 0, worker: 0 }, resumed: 0 });

export interface KillPlan {
  readonly kills: number;
  readonly choose: Choose;
  /** Milliseconds that the verb takes when it is left alone. */
  readonly length: number;
  readonly counts: KillCounts;
  /** Ends one of the workers that are not the coordinator's children; null: there are none. */
  readonly killWorker: (() => boolean) | null;
  /** Before each start: what else is disturbed. */
  readonly disturb: () => Promise<void>;
}

const MOST_TRIES = 30;
/** Starting up takes this long, at least: nothing is done before. */
const START = 250;

/**
 * Carries a verb out, killed again and again, until it ends by itself.
 *
 * @returns how many kills are left.
 * @throws Error when it does not come to an end.
 */
export async function runKilled(scene: CampaignScene, verb: readonly string[], plan: KillPlan): Promise<number> {
  let left = plan.kills;
  let args = verb;
  while (left > 0) {
    await plan.disturb();
    const { hasEnded, spent } = await killOnTheWay(scene.start(args), left, plan);
    left -= spent;
    if (hasEnded) break;
    args = await nextArguments(scene, verb);
    plan.counts.resumed++;
  }
  await runToItsEnd(scene, verb, args);
  return left;
}

/** Kills until the coordinator is dead, or has ended. */
async function killOnTheWay(child: ChildProcess, left: number, plan: KillPlan): Promise<{ hasEnded: boolean; spent: number }> {
  const gone = new Promise<'gone'>((resolve) => child.once('exit', () => resolve('gone')));
  child.stdout?.resume();
  child.stderr?.resume();
  const slice = Math.max(150, (plan.length - START) / plan.kills);
  let spent = 0;
  for (let wait = START; spent < left; wait = 0) {
    const first = await Promise.race([gone, setTimeout(wait + plan.choose(2 * slice))]);
    if (first === 'gone') return { hasEnded: true, spent };
    const victim = VICTIMS[plan.choose(VICTIMS.length)] ?? 'group';
    if (!killOne(child, victim, plan)) continue;
    plan.counts.killed[victim]++;
    spent++;
    if (victim === 'worker') continue;
    await gone;
    return { hasEnded: false, spent };
  }
  await gone;
  return { hasEnded: true, spent };
}

/** Left alone, until it has ended well; then the verb itself once more, where it was only taken up. */
async function runToItsEnd(scene: CampaignScene, verb: readonly string[], first: readonly string[]): Promise<void> {
  let args = first;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { status, stderr } = await scene.run(args);
    const isDone = status === 0 || status === 4;
    if (isDone && args === verb) return;
    if (tries === MOST_TRIES - 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    if (!isDone) await setTimeout(300);
    args = isDone ? verb : await nextArguments(scene, verb);
  }
}

/** A campaign that was cut off before it was there is begun again; any other is taken up. */
async function nextArguments(scene: CampaignScene, verb: readonly string[]): Promise<readonly string[]> {
  const { status } = await scene.run(['bulk', 'status', '-q']);
  return status === 0 ? ['bulk', 'resume', ...verb.filter(isForResume)] : verb;
}

/** Where jobs run has to be said each time. */
const isForResume = (arg: string): boolean => /^--(engine|queue|jobs)=/.test(arg);

function killOne(child: ChildProcess, victim: Victim, { choose, killWorker }: KillPlan): boolean {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return false;
  if (victim === 'worker') {
    if (killWorker !== null) return killWorker();
    const children = childrenOf(pid);
    const one = children[choose(Math.max(1, children.length))];
    return one !== undefined && kill(one);
  }
  return kill(victim === 'group' ? -pid : pid);
}

function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
