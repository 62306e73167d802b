import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ForgeKind } from '../../bulk/hosts/host-settings.js';
import { answerApi } from './answer-api.js';
import { answerGit } from './answer-git.js';
import { clockOf } from './clock.js';
import { control } from './control.js';
import { gitea } from './dialects/gitea.js';
import { github } from './dialects/github.js';
import { gitlab } from './dialects/gitlab.js';
import { faultsOf } from './faults.js';
import { type ForgeClient, forgeClient } from './forge-client.js';
import { gitRequestOf } from './git-http.js';
import { type ForgeLimits, limitsOf } from './limits.js';
import { locksOf } from './locks.js';
import { readBody } from './read-body.js';
import type { Serving } from './serving.js';
import { tokensOf } from './tokens.js';
import { addRepository, type RepositorySettings, worldOf } from './world.js';

export interface ForgeOptions {
  /** A folder with bare repositories: `<owner>/<name>.git`, and `forge.json` with their settings where they have some. */
  readonly root: string;
  readonly dialect: ForgeKind;
  /** What it asks for; null: anybody may do everything. */
  readonly token?: string | null;
  /** True: who only reads needs no token. */
  readonly anonymousReads?: boolean;
  /** 0: any that is free. */
  readonly port?: number;
  /** How many times faster its clock goes. */
  readonly speed?: number;
  readonly limits?: Partial<ForgeLimits>;
  /** False: a second pull request for the same branches is taken, so that only the client's own care prevents it. */
  readonly refusesSecond?: boolean;
}

export interface RunningForge extends ForgeClient {
  /** `http://127.0.0.1:4711`; git's URLs are `<url>/<owner>/<name>.git`. */
  readonly url: string;
  /** `127.0.0.1:4711` */
  readonly host: string;
  /** Root of its API. */
  readonly api: string;
  /** Makes a repository known that was put into the folder since. */
  add(path: string, settings?: RepositorySettings): void;
  close(): Promise<void>;
}

const DIALECTS = { github, gitlab, gitea };
const NO_LIMITS: ForgeLimits = {
  requestsPerHour: null,
  writesPerMinute: null,
  writesPerHour: null,
  told: true,
  countPushes: false,
};

/** Starts a forge on loopback. It keeps its pull requests in memory and its repositories in the folder. */
export async function startForge(options: ForgeOptions): Promise<RunningForge> {
  const { root, token = null, anonymousReads = false, speed = 1, refusesSecond = true } = options;
  const dialect = DIALECTS[options.dialect];
  const clock = clockOf(speed);
  const serving: Serving = {
    ...{ dialect, clock, anonymousReads, refusesSecond },
    world: worldOf(root),
    faults: faultsOf(),
    limits: limitsOf(clock, { ...NO_LIMITS, ...options.limits }),
    tokens: tokensOf(token),
    locks: locksOf(),
    requests: new Map(),
    closesWithoutBranch: dialect.closesWithoutBranch,
  };
  const server = createServer((request, response) => {
    answer(serving, request, response).catch((error: unknown) => fail(response, error));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${portOf(server.address())}`;
  const url = `http://${host}`;
  return {
    ...forgeClient(url),
    ...{ url, host, api: `${url}${dialect.prefixes[0] ?? ''}` },
    add: (path, settings) => void addRepository(serving.world, path, settings),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the forge has no port');
  return address.port;
}

async function answer(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, name] = /^\/_control\/([a-z-]+)$/.exec(request.url ?? '') ?? [];
  if (name !== undefined) return answerControl(serving, name, request, response);
  serving.tokens.watch(request);
  const git = gitRequestOf(request);
  return git === null ? answerApi(serving, request, response) : answerGit(serving, git, request, response);
}

async function answerControl(serving: Serving, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readBody(request);
    const result = await control(serving, name, body.length === 0 ? {} : JSON.parse(body.toString('utf8')));
    response.end(JSON.stringify(result));
  } catch (error) {
    response.writeHead(400).end(error instanceof Error ? error.message : 'no');
  }
}

/** A bug of the forge itself: a test has to see it. */
function fail(response: ServerResponse, error: unknown): void {
  console.error('forge:', error);
  if (!response.headersSent) response.writeHead(500);
  response.end();
}
