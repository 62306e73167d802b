import os from 'node:os';
import path from 'node:path';
import { type LaneWorkersOptions, openLaneWorkers, type WorkerLog } from '../bulk/engines/lane-workers.js';
import { openStore } from '../bulk/store/open-store.js';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { WorkerCommandOptions } from './commands/worker.js';
import { ExitCode } from './exit-code.js';
import { keepSecretsFromOutput } from './keep-secrets.js';
import { openTerminal, type Terminal } from './terminal.js';

/** Whose values jobs may have where `--token` names none. */
const KNOWN_TOKENS: readonly string[] = ['GITHUB_TOKEN', 'GH_TOKEN', 'GITLAB_TOKEN', 'GITEA_TOKEN', 'FORGEJO_TOKEN'];

const PERFORMER = new URL('../bulk/jobs/perform.js', import.meta.url).href;

/**
 * `codemod worker`: works until it is stopped.
 *
 * @param performer `file:` URL of the module that carries out jobs.
 * @param times for tests.
 * @returns the exit code.
 */
export async function runWorker(
  options: WorkerCommandOptions,
  performer = PERFORMER,
  times: Pick<LaneWorkersOptions, 'lock' | 'discover'> = {},
): Promise<number> {
  const url = options.queue ?? process.env['REDIS_URL'];
  if (url === undefined || url === '') {
    throw new CodemodError('usage', 'A worker needs a Redis: --queue redis://host:6379, or REDIS_URL in the environment.');
  }
  const secrets = secretsOf(options.token ?? KNOWN_TOKENS);
  keepSecretsFromOutput([], Object.values(secrets));
  const log = await openLog(openTerminal('auto'));
  const jobs = options.jobs ?? os.availableParallelism();
  const waits = Math.min(16, 4 * jobs);
  const store = await openStore(options.store ?? url, { redisUrl: url });
  const stop = listenForStop(log);
  try {
    const workers = await openLaneWorkers({
      url,
      store,
      setting: {
        performer,
        store: store.address,
        redisUrl: url,
        secrets,
        trusted: (options.trust ?? []).map((file) => path.resolve(file)),
      },
      memory: options.memory ?? shareOfMemory(jobs),
      jobs,
      waits,
      lanes: options.lanes ?? [],
      log,
      ...times,
    });
    log({
      level: 'info',
      message: `waits for jobs: ${jobs} that compute and ${waits} that wait for hosts at a time; store ${store.address}`,
    });
    await stop.asked;
    log({ level: 'info', message: `takes nothing new, and lets its jobs end within ${options.shutdownDeadline} s` });
    await workers.close(options.shutdownDeadline * 1_000);
    log({ level: 'info', message: 'stopped' });
    return ExitCode.done;
  } finally {
    stop.end();
    await store.close();
  }
}

function secretsOf(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}

/** MiB. What all jobs may have together leaves a quarter of the machine free. */
function shareOfMemory(jobs: number): number {
  return Math.max(256, Math.min(2_048, Math.floor((os.totalmem() * 0.75) / jobs / 1024 / 1024)));
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** The first signal asks; a second one ends at once. */
function listenForStop(log: (event: WorkerLog) => void): { readonly asked: Promise<void>; end(): void } {
  let listener = (): void => {};
  const asked = new Promise<void>((resolve) => {
    let isAsked = false;
    listener = () => {
      if (isAsked) {
        log({ level: 'warn', message: 'stopped at once: its jobs are left to other workers' });
        process.exit(ExitCode.interrupted);
      }
      isAsked = true;
      resolve();
    };
  });
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    asked,
    end() {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}

/** Lines for a person on a terminal; one JSON object a line for what collects logs elsewhere. */
async function openLog(terminal: Terminal): Promise<(event: WorkerLog) => void> {
  const line = ({ message, lane, job }: WorkerLog): string =>
    `${[new Date().toISOString().slice(11, 19), lane, job?.slice(0, 9), message]
      .filter((part) => part !== undefined)
      .map(visibleLine)
      .join('  ')}\n`;
  if (process.stderr.isTTY) return (event) => terminal.err(line(event));
  const pino = await import('pino').then(
    (module) => module.pino,
    () => null,
  );
  // An optional package: plain lines are as true.
  if (pino === null) return (event) => terminal.err(line(event));
  const logger = pino({ base: { pid: process.pid } }, { write: (text: string) => terminal.err(text) });
  return ({ level, message, ...more }) => logger[level](more, message);
}
