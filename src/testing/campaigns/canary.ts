import { rmSync } from 'node:fs';
import path from 'node:path';
import type { ForgeKind } from '../../bulk/hosts/host-settings.js';
import { type RedisServer, redisProgram, redisServer } from '../redis-server.js';
import { type CampaignScene, type CliEnd, campaignScene, writeInto } from './campaign-scene.js';
import { filesWith, spellings, watchProcesses } from './find-token.js';
import { startWorkers, type Workers } from './workers.js';

export interface CanaryOptions {
  readonly folder: string;
  readonly dialect: ForgeKind;
  readonly engine: 'local' | 'bullmq';
  readonly seed: number;
  readonly count: number;
  readonly kinds?: readonly string[];
  readonly token: string;
  /** A control: it is put into a file of the campaign, the Redis and a command line. */
  readonly plant?: boolean;
}

/** Where a token was found that has to be nowhere. */
export interface CanaryResult {
  readonly files: readonly string[];
  readonly commandLines: readonly string[];
  readonly redis: readonly string[];
  /** Verbs that printed it. */
  readonly printed: readonly string[];
  /** Requests to the forge that had it in their address, or that came with a wrong one. */
  readonly inUrl: number;
  readonly wrong: number;
  readonly samples: number;
  readonly pullRequests: number;
}

const REPORTS: readonly (readonly string[])[] = [
  ['bulk', 'sync'],
  ['bulk', 'status'],
  ['bulk', 'show', '--format', 'html'],
  ['bulk', 'show', '--format', 'json'],
  ['bulk', 'export', '--format', 'json'],
  ['bulk', 'export', '--format', 'md'],
  ['bulk', 'undo'],
];

/** A whole campaign, with errors that quote what was sent, and a look at all that it leaves behind. */
export async function runCanary(options: CanaryOptions): Promise<CanaryResult> {
  const texts = spellings(options.token);
  const { folder, dialect, seed, count, kinds = [], token } = options;
  const scene = await campaignScene({ folder, dialect, seed, count, kinds, token, files: 2, bigBlob: 1000 });
  const program = options.engine === 'bullmq' ? redisProgram() : null;
  const redis = program === null ? null : await redisServer(program, { args: ['--maxmemory-policy', 'noeviction'] });
  const workers = redis === null ? null : startWorkers(scene, 1, { url: redis.url, store: storeOf(scene) });
  const watch = watchProcesses(texts);
  try {
    const printed = await runVerbs(scene, redis, texts, options.plant === true ? token : null);
    const { tokens } = await scene.forge.counts();
    const pulls = Object.values((await scene.forge.dump()).repositories).flatMap((repository) => repository.pulls);
    // What a person's own repositories hold is theirs.
    rmSync(path.join(folder, 'forge'), { recursive: true, force: true });
    const inRedis = redis === null ? [] : await keysWith(redis, texts);
    return {
      ...{ files: filesWith(folder, texts), commandLines: [...watch.commandLines], redis: inRedis, printed },
      ...{ inUrl: tokens.inUrl, wrong: tokens.wrong, samples: watch.samples(), pullRequests: pulls.length },
    };
  } finally {
    watch.stop();
    await end(scene, redis, workers);
  }
}

const REFUSALS = [
  ['git-push', 403],
  ['find-pull-requests', 401],
  ['create-pull-request', 500],
] as const;

const storeOf = ({ folder }: CampaignScene): string => path.join(folder, 'store');

async function runVerbs(
  scene: CampaignScene,
  redis: RedisServer | null,
  texts: readonly string[],
  planted: string | null,
): Promise<readonly string[]> {
  const flags = redis === null ? [] : ['--engine=bullmq', `--queue=${redis.url}`];
  const stored = redis === null ? [] : ['--store', storeOf(scene)];
  const printed: string[] = [];
  const run = async (args: readonly string[]): Promise<void> => {
    const said = await scene.run(args);
    if (texts.some((text) => says(said, text))) printed.push(args.join(' '));
  };
  await run(['bulk', 'plan', 'cli-sys-import', '--repos', 'repos.yaml', ...stored, ...flags]);
  await run(['bulk', 'approve', '--all']);
  // Refusals of every kind: what they say is printed and journaled.
  for (const [operation, status] of REFUSALS)
    await scene.forge.act('fault', { on: { operation }, effect: { kind: 'status', status } });
  await run(['bulk', 'publish', '--pr', ...flags]);
  for (const _ of REFUSALS) await run(['bulk', 'retry', '--pr', ...flags]);
  if (planted !== null) await plant(scene, redis, planted);
  for (const report of REPORTS) await run(['undo', 'sync'].includes(report[1] ?? '') ? [...report, ...flags] : report);
  return printed;
}

const says = ({ stdout, stderr }: CliEnd, text: string): boolean => stdout.includes(text) || stderr.includes(text);

/** What a careless program would do. */
async function plant(scene: CampaignScene, redis: RedisServer | null, token: string): Promise<void> {
  writeInto(scene, 'careless.log', `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}\n`);
  await redis?.client.set('careless', `https://${encodeURIComponent(token)}@example.invalid`);
  await scene.run(['bulk', 'status', '--campaign', token]);
}

async function keysWith({ client }: RedisServer, texts: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const key of await client.keys('*')) {
    const plain = await plainly(client, key);
    if (texts.some((text) => [key, plain].some((said) => said.includes(text)))) found.push(key);
  }
  return found;
}

/** Whatever stands under a key. */
async function plainly(client: RedisServer['client'], key: string): Promise<string> {
  switch (await client.type(key)) {
    case 'string':
      return (await client.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await client.hgetall(key));
    case 'list':
      return JSON.stringify(await client.lrange(key, 0, -1));
    case 'set':
      return JSON.stringify(await client.smembers(key));
    case 'zset':
      return JSON.stringify(await client.zrange(key, '0', '-1'));
    case 'stream':
      return JSON.stringify(await client.xrange(key, '-', '+'));
    default:
      return '';
  }
}

async function end(scene: CampaignScene, redis: RedisServer | null, workers: Workers | null): Promise<void> {
  await workers?.close();
  await redis?.close();
  await scene.close();
}
