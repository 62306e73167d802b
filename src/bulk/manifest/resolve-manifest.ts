import { countOf } from '../../core/count-of.js';
import { CodemodError } from '../../core/errors.js';
import type { RepositoryLister } from '../forges/forge.js';
import type { HostSettings } from '../hosts/host-settings.js';
import type { Target } from '../model/target.js';
import { keyMatcher } from './key-pattern.js';
import { aliasesOf, hostsOf } from './manifest-hosts.js';
import type { Manifest, ManifestEntry } from './manifest-schema.js';
import { type ManifestNote, namedRepositories } from './named-repositories.js';
import type { NamedRepository } from './repository-key.js';

export interface ResolveContext {
  /** Lists the repositories of a host. It is asked only where an entry needs it. */
  readonly lister: (host: HostSettings) => RepositoryLister;
  /** What relative paths begin at: absolute. */
  readonly currentFolder: string;
  /** Waits until then (milliseconds of the epoch), because a host says so. Default: a timer. */
  readonly wait?: (until: number, reason: string) => Promise<void>;
}

export interface ResolvedManifest {
  /** In the order of the manifest, each repository once. */
  readonly targets: readonly Target[];
  /** What a person should know: named twice, excluded, skipped, matched nothing. */
  readonly notes: readonly ManifestNote[];
}

/**
 * Which repositories a manifest stands for. The first mention of a repository says how it is treated; later ones add groups.
 *
 * @throws CodemodError `manifest-invalid` when none is left, `url-refused`, and what a host answers.
 */
export async function resolveManifest(manifest: Manifest, context: ResolveContext): Promise<ResolvedManifest> {
  const notes: ManifestNote[] = [];
  const found = new Map<string, Found>();
  const naming = {
    ...{ hosts: hostsOf(manifest), aliases: aliasesOf(manifest), currentFolder: context.currentFolder },
    ...{ lister: context.lister, wait: context.wait ?? sleepUntil },
  };
  for (const [index, entry] of manifest.repositories.entries())
    for await (const named of namedRepositories(entry, `repositories.${index}`, naming, (note) => notes.push(note)))
      mention(found, named, entry, notes);
  const kept = withoutExcluded([...found.values()], manifest.exclude, notes);
  if (kept.length === 0) throw new CodemodError('manifest-invalid', nothingLeft(notes));
  return { targets: inWaves(inGroups(kept, manifest.groups, notes), manifest.waves.sizes ?? []), notes };
}

interface Found {
  readonly named: NamedRepository;
  readonly entry: ManifestEntry;
  readonly groups: readonly string[];
}

function mention(found: Map<string, Found>, named: NamedRepository, entry: ManifestEntry, notes: ManifestNote[]): void {
  const before = found.get(named.repo);
  if (before === undefined) {
    found.set(named.repo, { named, entry, groups: [...new Set(entry.groups)] });
    return;
  }
  const added = entry.groups.filter((group) => !before.groups.includes(group));
  found.set(named.repo, { ...before, groups: [...before.groups, ...new Set(added)] });
  const gained = added.length === 0 ? '' : `, and adds it to ${added.join(', ')}`;
  const what = named.url === before.named.url ? 'again' : `again, as ${named.url}`;
  notes.push({
    kind: 'duplicate',
    repo: named.repo,
    message: `${named.repo} is named ${what}: the first mention counts${gained}.`,
  });
}

function withoutExcluded(found: readonly Found[], globs: readonly string[], notes: ManifestNote[]): readonly Found[] {
  const excluders = globs.map((glob) => ({ glob, takes: keyMatcher([glob]), count: 0 }));
  const kept = found.filter(({ named }) => {
    const by = excluders.find(({ takes }) => takes(named.repo));
    if (by === undefined) return true;
    by.count++;
    notes.push({ kind: 'excluded', repo: named.repo, message: `${named.repo} is excluded by ${by.glob}.` });
    return false;
  });
  for (const { glob, count } of excluders)
    if (count === 0) notes.push({ kind: 'empty', repo: null, message: `exclude: ${glob} matches no repository.` });
  return kept;
}

function inGroups(found: readonly Found[], groups: Manifest['groups'], notes: ManifestNote[]): readonly Found[] {
  const matchers = Object.entries(groups).map(([group, globs]) => ({ group, takes: keyMatcher(globs) }));
  for (const { group, takes } of matchers)
    if (!found.some(({ named }) => takes(named.repo)))
      notes.push({ kind: 'empty', repo: null, message: `The group ${group} matches no repository.` });
  return found.map((one) => {
    const more = matchers.flatMap(({ group, takes }) => (takes(one.named.repo) ? [group] : []));
    return { ...one, groups: [...new Set([...one.groups, ...more])] };
  });
}

/** The first waves are filled in order with what has no wave of its own; the rest is the last one. */
function inWaves(found: readonly Found[], sizes: readonly number[]): readonly Target[] {
  const ends = sizes.map((_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0));
  let placed = 0;
  const waveOf = (own: number | undefined): number => {
    if (own !== undefined) return own;
    const index = ends.findIndex((end) => placed < end);
    placed++;
    return index < 0 ? sizes.length + 1 : index + 1;
  };
  return found.map(({ named, entry, groups }) => ({
    ...named,
    base: entry.base ?? null,
    wave: waveOf(entry.wave),
    groups,
    params: entry.params,
    include: entry.files.include ?? [],
    exclude: entry.files.exclude ?? [],
  }));
}

function nothingLeft(notes: readonly ManifestNote[]): string {
  const [first] = notes;
  const more = notes.length > 1 ? ` (and ${countOf(notes.length - 1, 'more note')})` : '';
  return `The manifest names no repository${first === undefined ? '.' : `: ${first.message}${more}`}`;
}

function sleepUntil(until: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, until - Date.now())));
}
