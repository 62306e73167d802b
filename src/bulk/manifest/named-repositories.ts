import { countOf } from '../../core/count-of.js';
import { CodemodError } from '../../core/errors.js';
import { compileGlobs } from '../../trees/path-filter.js';
import type { RemoteRepository, RepositoryLister } from '../forges/forge.js';
import type { ForgeKind, HostSettings } from '../hosts/host-settings.js';
import { settingsOf, TOKEN_USER, usualApi } from '../hosts/known-hosts.js';
import { globRepositories } from './local-repository.js';
import type { ManifestEntry } from './manifest-schema.js';
import { type KeyContext, type NamedRepository, nameLocal, nameRepository } from './repository-key.js';

export interface ManifestNote {
  readonly kind: 'duplicate' | 'excluded' | 'skipped' | 'empty';
  /** The key of the repository that it is about; null where it is about none. */
  readonly repo: string | null;
  /** A sentence. */
  readonly message: string;
}

export interface NamingContext extends KeyContext {
  readonly lister: (host: HostSettings) => RepositoryLister;
  readonly wait: (until: number, reason: string) => Promise<void>;
}

type Note = (note: ManifestNote) => void;

/**
 * The repositories that one entry of a manifest stands for, in a steady order.
 *
 * @param where tells in messages where the entry stands: `repos.yaml:12:5`.
 */
export async function* namedRepositories(
  entry: ManifestEntry,
  where: () => string,
  context: NamingContext,
  note: Note,
): AsyncGenerator<NamedRepository> {
  if (entry.url !== undefined) yield inEntry(where, () => nameRepository(entry.url ?? '', context));
  if (entry.path !== undefined) yield inEntry(where, () => nameLocal(entry.path ?? '', context.currentFolder));
  if (entry.glob !== undefined) yield* globbed(entry.glob, where, context, note);
  const owned = ownerOf(entry);
  if (owned !== null) yield* listed(owned, entry, where, context, note);
}

function inEntry<T>(where: () => string, act: () => T): T {
  try {
    return act();
  } catch (thrown) {
    if (!(thrown instanceof CodemodError)) throw thrown;
    throw new CodemodError(thrown.code, `${where()}: ${thrown.message}`, { cause: thrown });
  }
}

function globbed(glob: string, where: () => string, { currentFolder }: KeyContext, note: Note): readonly NamedRepository[] {
  const found = inEntry(where, () => globRepositories(glob, currentFolder));
  if (found.length === 0)
    note({ kind: 'empty', repo: null, message: `${where()}: ${glob} matches no folder that is a repository.` });
  return found.map((folder) => nameLocal(folder, currentFolder));
}

interface Owned {
  readonly forge: ForgeKind;
  readonly owner: string;
  readonly host: string;
}

const USUAL_HOST: Readonly<Record<ForgeKind, string>> = { github: 'github.com', gitlab: 'gitlab.com', gitea: 'codeberg.org' };

function ownerOf({ github, gitlab, gitea, host }: ManifestEntry): Owned | null {
  const owners = { github, gitlab, gitea };
  for (const forge of ['github', 'gitlab', 'gitea'] as const) {
    const owner = owners[forge];
    if (owner !== undefined) return { forge, owner, host: host ?? USUAL_HOST[forge] };
  }
  return null;
}

async function* listed(
  { forge, owner, host }: Owned,
  entry: ManifestEntry,
  where: () => string,
  context: NamingContext,
  note: Note,
): AsyncGenerator<NamedRepository> {
  const said = settingsOf(context.aliases?.get(host) ?? host, context.hosts);
  if (said.forge !== null && said.forge !== forge)
    throw new CodemodError('manifest-invalid', `${where()}: ${host} is a ${said.forge} host, and the entry says ${forge}.`);
  const settings = said.forge === null ? { ...said, forge, api: usualApi(forge, host, 'https'), user: TOKEN_USER[forge] } : said;
  const answers = context.lister(settings)({ owner, topic: entry.topic ?? null, file: entry.file ?? null });
  const wanted = wantedBy(entry);
  const left = new Map<string, number>();
  let taken = 0;
  for await (const answer of answers) {
    if (answer.kind === 'paused') await context.wait(answer.until, answer.reason);
    else if (answer.kind === 'failed') throw new CodemodError(answer.code, `${where()}: ${answer.message}`);
    else
      for (const repository of answer.value) {
        const why = wanted(repository);
        if (why !== null) left.set(why, (left.get(why) ?? 0) + 1);
        else {
          taken++;
          yield inEntry(where, () => nameRepository(repository.cloneUrl, { ...context, hosts: [settings, ...context.hosts] }));
        }
      }
  }
  for (const [why, count] of left)
    note({
      kind: 'skipped',
      repo: null,
      message: `${where()}: ${countOf(count, 'repository').replace(/ys$/, 'ies')} of ${owner} left out: ${why}.`,
    });
  if (taken === 0)
    note({ kind: 'empty', repo: null, message: `${where()}: ${host} lists no repository of ${owner} that it asks for.` });
}

/** Why a repository of an owner is not taken; null when it is. */
function wantedBy({ include, exclude = [], forks = false, archived = false }: ManifestEntry) {
  const takes = include === undefined ? () => true : nameMatcher(include);
  const drops = nameMatcher(exclude);
  return (repository: RemoteRepository): string | null => {
    if (repository.empty) return 'empty';
    if (repository.archived && !archived) return 'archived';
    if (repository.fork && !forks) return 'a fork';
    if (!takes(repository.path)) return 'not included';
    return drops(repository.path) ? 'excluded' : null;
  };
}

/** Globs of names, or of `owner/name`. */
function nameMatcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const takes = compileGlobs(globs.map((glob) => glob.toLowerCase()));
  return (path) => takes(path.toLowerCase()) || takes(path.toLowerCase().slice(path.lastIndexOf('/') + 1));
}
