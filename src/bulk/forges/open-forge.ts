import { CodemodError } from '../../core/errors.js';
import type { ForgeKind, HostSettings } from '../hosts/host-settings.js';
import type { Dialect, DialectContext, ListDialect, RepositoryContext } from './dialect.js';
import type { Forge, RepositoryLister } from './forge.js';
import { forgeOf } from './forge-of.js';
import { isLoopback } from './http/loopback.js';
import { pacedFetch } from './http/paced-fetch.js';
import { PROCESS_RESTS, type Rests } from './http/rests.js';
import { listerOf } from './list-repositories.js';
import { readRepositoryPath } from './repository-path.js';

export interface ForgeOptions {
  /** Milliseconds of the epoch. */
  readonly now?: () => number;
  /** 0 to 1. */
  readonly random?: () => number;
  /** Milliseconds for one request with its answer; half a minute by default. */
  readonly timeout?: number;
  /** Of one answer; 16 MiB by default. */
  readonly maxBytes?: number;
  /** What hosts have asked for; by default of this process. */
  readonly rests?: Rests;
  /** Told what a list leaves out, as sentences. */
  readonly note?: (sentence: string) => void;
}

/** The value of an environment variable, or null. */
export type Secrets = (name: string) => string | null;

/** The client libraries are large: each is loaded when it is first needed. */
const DIALECTS: Readonly<Record<ForgeKind, (context: RepositoryContext) => Promise<Dialect>>> = {
  github: async (context) => (await import('./github/github-dialect.js')).githubDialect(context),
  gitlab: async (context) => (await import('./gitlab/gitlab-dialect.js')).gitlabDialect(context),
  gitea: async (context) => (await import('./gitea/gitea-dialect.js')).giteaDialect(context),
};

type Listing = DialectContext & { readonly note: (sentence: string) => void };
const LISTS: Readonly<Record<ForgeKind, (context: Listing) => Promise<ListDialect>>> = {
  github: async (context) => (await import('./github/github-list.js')).githubList(context),
  gitlab: async (context) => (await import('./gitlab/gitlab-list.js')).gitlabList(context),
  gitea: async (context) => (await import('./gitea/gitea-list.js')).giteaList(context),
};

/**
 * One repository at a host that has pull requests. Nothing is asked before the first call.
 *
 * @param repository its path there: `acme/api`.
 * @param secret looks up the host's token; it is read anew by each forge, and kept by none.
 * @throws CodemodError `forge-settings` when there is no API for the host, or no such path.
 */
export function forge(host: HostSettings, repository: string, secret: Secrets, options: ForgeOptions = {}): Forge {
  const { kind, context } = contextOf(host, secret, options);
  const path = readRepositoryPath(repository, kind === 'gitlab');
  if (path === null) throw settingsFault(`${host.host} can have no repository named ${repository}.`);
  return forgeOf(once(() => DIALECTS[kind]({ ...context, repository: path })));
}

/**
 * The repositories of an organisation, group or user.
 *
 * @throws CodemodError `forge-settings` when there is no API for the host.
 */
export function lister(host: HostSettings, secret: Secrets, options: ForgeOptions = {}): RepositoryLister {
  const { kind, context } = contextOf(host, secret, options);
  const note = options.note ?? (() => {});
  return listerOf(
    once(() => LISTS[kind]({ ...context, note })),
    note,
  );
}

function contextOf(host: HostSettings, secret: Secrets, options: ForgeOptions): { kind: ForgeKind; context: DialectContext } {
  if (host.forge === null || host.api === null) throw settingsFault(`${host.host} is set up for git alone: it has no API.`);
  const api = apiAddress(host, host.api);
  const token = host.token === null ? null : secret(host.token);
  if (token !== null && !/^[!-~]+$/.test(token))
    throw settingsFault(
      `The token in ${host.token} cannot be used: it holds a space, a line break or a character outside of ASCII.`,
    );
  const { now = Date.now, random = Math.random, timeout = 30_000, maxBytes = 16 * 1024 * 1024, rests = PROCESS_RESTS } = options;
  const fetch = pacedFetch({ host, api, token, now, random, timeout, maxBytes, rests });
  return { kind: host.forge, context: { host: host.host, api: api.href.replace(/\/$/, ''), fetch } };
}

function apiAddress(host: HostSettings, address: string): URL {
  const api = URL.canParse(address) ? new URL(address) : null;
  const isSafe = api?.protocol === 'https:' || (api?.protocol === 'http:' && host.allowHttp && isLoopback(api.hostname));
  if (api === null || !isSafe || api.username !== '' || api.password !== '' || api.search !== '' || api.hash !== '')
    throw settingsFault(`The api of ${host.host} has to be an https address without a name, password, ? or # in it.`);
  return api;
}

function settingsFault(message: string): CodemodError {
  return new CodemodError('forge-settings', message);
}

/** A load that fails is tried again by the next call. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load().catch((thrown: unknown) => {
      loaded = null;
      throw thrown;
    });
    return loaded;
  };
}
