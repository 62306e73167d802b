import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ForgeKind } from '../../bulk/hosts/host-settings.js';
import { REACTIONS } from '../forge/world.js';
import { type Choose, chooserFrom } from '../random.js';
import { type RedisServer, redisProgram, redisServer } from '../redis-server.js';
import { type CampaignEnd, campaignEnd, compareEnds, type EndFaults } from './campaign-end.js';
import { type CampaignScene, campaignScene } from './campaign-scene.js';
import { type KillCounts, noKills, runKilled } from './kill-campaign.js';
import { startWorkers } from './workers.js';

export interface DisturbedOptions {
  /** New or empty. */
  readonly folder: string;
  readonly seed: number;
  readonly count: number;
  readonly kinds?: readonly string[];
  readonly dialect: ForgeKind;
  readonly engine: 'local' | 'bullmq';
  readonly codemod: string;
  readonly kills: number;
  /** True: what was published is merged where it can be, and all of it undone; those verbs get half of the kills. */
  readonly takesBack?: boolean;
  readonly files?: number;
  readonly bigBlob?: number;
  /** A control: the forge finds no pull request that is there, as if the client did not look. */
  readonly blind?: boolean;
}

export interface DisturbedResult {
  readonly faults: EndFaults;
  readonly counts: KillCounts;
  /** How often the Redis was ended, and emptied. */
  readonly redis: { killed: number; flushed: number };
  readonly selected: number;
  readonly pullRequests: number;
  readonly people: number;
  /** Answers that never came though the work was done. */
  readonly unanswered: number;
  readonly seconds: number;
}

/** The verbs of a campaign. What failed for a reason that passes is tried again. */
const verbsOf = ({ codemod, takesBack = false }: DisturbedOptions): readonly (readonly string[])[] => [
  ['bulk', 'plan', codemod, '--repos', 'repos.yaml', '-q'],
  ['bulk', 'approve', '--all', '-q'],
  ['bulk', 'publish', '--pr', '-q'],
  ['bulk', 'retry', '--pr', '-q'],
  ['bulk', 'sync', '-q'],
  ['bulk', 'publish', '--pr', '-q'],
  ...(takesBack ? [['merge'], ['retry'], ['undo'], ['retry']] : []).map(([verb = '']) => ['bulk', verb, '-q']),
];

/**
 * The same campaign twice: left alone, and killed again and again while people commit, close and merge, and answers get lost.
 * The forge takes a second pull request for a branch: nothing but the client's own care prevents it.
 */
export async function disturbedCampaign(options: DisturbedOptions): Promise<DisturbedResult> {
  const started = Date.now();
  const { end: undisturbed, port, lengths } = await undisturbedCampaign(options);
  const scene = await sceneFor(options, 'disturbed', port);
  const result = { counts: noKills(), redis: { killed: 0, flushed: 0 } };
  try {
    const people = await askPeople(scene, options.seed);
    await scene.forge.act('rates', { seed: options.seed, rates: options.takesBack === true ? ALL_LOST : LOST_ANSWERS });
    if (options.blind === true) for (const fault of BLIND) await scene.forge.act('fault', fault);
    await runDisturbed(scene, options, lengths, result);
    await scene.forge.act('clear-faults');
    const end = await campaignEnd(scene);
    const unanswered = (await scene.forge.counts()).faults['drop-after'] ?? 0;
    const pullRequests = Object.values(end.forge.repositories).reduce((sum, { pulls }) => sum + pulls.length, 0);
    const faults = compareEnds(end, undisturbed);
    const selected = Object.keys(end.outcomes).length;
    return { ...result, faults, selected, pullRequests, people, unanswered, seconds: (Date.now() - started) / 1000 };
  } finally {
    await scene.close();
  }
}

const LOST_ANSWERS = [
  { share: 0.05, on: { operation: 'create-pull-request' }, effect: { kind: 'drop-after' } },
  { share: 0.05, on: { operation: 'git-push' }, effect: { kind: 'drop-after' } },
];

/** Of whatever is written. */
const ALL_LOST = [{ share: 0.05, on: { writes: true }, effect: { kind: 'drop-after' } }];

const BLIND = [
  { on: { operation: 'find-pull-requests' }, times: null, effect: { kind: 'empty-list' } },
  { on: { operation: 'create-pull-request' }, effect: { kind: 'drop-after' } },
];

function sceneFor(options: DisturbedOptions, name: string, port: number): Promise<CampaignScene> {
  const { dialect, seed, count, kinds = [], files = 2, bigBlob = 1 << 20 } = options;
  const token = `forge-token-${seed}`;
  const folder = path.join(options.folder, name);
  return campaignScene({ folder, dialect, token, port, seed, count, kinds, files, bigBlob, refusesSecond: false });
}

/** What people do with some of the pull requests, as soon as they are there. */
async function askPeople(scene: CampaignScene, seed: number): Promise<number> {
  const choose = chooserFrom(seed + 1);
  let asked = 0;
  for (const { path: repo } of scene.fleet) {
    const reaction = choose(100) < 30 ? REACTIONS[choose(REACTIONS.length)] : undefined;
    if (reaction === undefined) continue;
    await scene.forge.act('react', { repo, with: reaction });
    asked++;
  }
  return asked;
}

async function undisturbedCampaign(
  options: DisturbedOptions,
): Promise<{ end: CampaignEnd; port: number; lengths: readonly number[] }> {
  const scene = await sceneFor(options, 'undisturbed', 0);
  try {
    await askPeople(scene, options.seed);
    const lengths: number[] = [];
    for (const verb of verbsOf(options)) {
      const began = Date.now();
      const { status, stderr } = await scene.run(verb);
      if (status !== 0 && status !== 4) throw new Error(`${verb.join(' ')} ended with ${status}: ${stderr}`);
      lengths.push(Date.now() - began);
    }
    return { end: await campaignEnd(scene), port: Number(new URL(scene.forge.url).port), lengths };
  } finally {
    await scene.close();
  }
}

type Tallies = Pick<DisturbedResult, 'counts' | 'redis'>;

async function runDisturbed(
  scene: CampaignScene,
  options: DisturbedOptions,
  lengths: readonly number[],
  tallies: Tallies,
): Promise<void> {
  const choose = chooserFrom(options.seed + 2);
  if (options.engine === 'local')
    return runVerbs(scene, options, lengths, { tallies, choose, flags: [], killWorker: null, redis: null });
  const program = redisProgram();
  if (program === null) return;
  const redis = await redisServer(program, { args: ['--maxmemory-policy', 'noeviction'] });
  const store = path.join(scene.folder, 'store');
  const workers = startWorkers(scene, 3, { url: redis.url, store });
  try {
    const flags = ['--engine=bullmq', `--queue=${redis.url}`];
    await runVerbs(scene, options, lengths, { tallies, choose, flags, killWorker: () => workers.killOne(choose), redis });
  } finally {
    await workers.close();
    await redis.close();
  }
}

interface Disturbance {
  readonly tallies: Tallies;
  readonly choose: Choose;
  readonly flags: readonly string[];
  readonly killWorker: (() => boolean) | null;
  readonly redis: RedisServer | null;
}

async function runVerbs(
  scene: CampaignScene,
  options: DisturbedOptions,
  lengths: readonly number[],
  { tallies, choose, flags, killWorker, redis }: Disturbance,
): Promise<void> {
  const kills = options.takesBack === true ? Math.ceil(options.kills / 2) : options.kills;
  let left = kills;
  for (const [index, verb] of verbsOf(options).entries()) {
    const runs = verb[1] !== 'approve';
    if (verb[1] === 'merge') left += options.kills - kills;
    const stored = redis !== null && verb[1] === 'plan' ? ['--store', path.join(scene.folder, 'store')] : [];
    // Half of the kills for what computes, and for what merges; what is left for what comes after it.
    const share = !runs ? 0 : verb[1] === 'plan' || verb[1] === 'merge' ? Math.floor(left / 2) : left;
    const plan = { kills: share, choose, length: lengths[index] ?? 1000, counts: tallies.counts, killWorker };
    const disturb = (): Promise<void> => disturbRedis(redis, choose, tallies);
    const unspent = await runKilled(scene, [...verb, ...stored, ...(runs ? flags : [])], { ...plan, disturb });
    left -= share - unspent;
  }
}

/** Empties the Redis, or ends it and starts it with nothing in it. */
async function disturbRedis(redis: RedisServer | null, choose: Choose, { redis: counts }: Tallies): Promise<void> {
  if (redis === null) return;
  const draw = choose(4);
  if (draw === 0) {
    await redis.client.flushall();
    counts.flushed++;
  } else if (draw === 1) {
    await redis.kill();
    await setTimeout(50);
    await redis.start();
    counts.killed++;
  }
}
