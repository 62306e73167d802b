import { countOf } from '../../core/count-of.js';
import { CodemodError } from '../../core/errors.js';
import { listFaults } from '../../languages/read-checked.js';
import type { RepositoryLister } from '../forges/forge.js';
import type { HostSettings } from '../hosts/host-settings.js';
import type { Target } from '../model/target.js';
import { keyMatcher } from './key-pattern.js';
import { aliasesOf, hostsOf } from './manifest-hosts.js';
import { byPath, type PlaceOf } from './manifest-places.js';
import type { Manifest } from './manifest-schema.js';
import { type Found, Mentions, namesOne } from './mentions.js';
import { type ManifestNote, namedRepositories } from './named-repositories.js';
import { MOST_FAULTS } from './read-manifest.js';

export interface ResolveContext {
  /** Lists the repositories of a host. It is asked only where an entry needs it. */
  readonly lister: (host: HostSettings) => RepositoryLister;
  /** What relative paths begin at: absolute. */
  readonly currentFolder: string;
  /** Where something stands in the manifest, for messages. Default: its path. */
  readonly placeOf?: PlaceOf;
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
 * Which repositories a manifest stands for. See {@link Mentions} for one that is named more than once.
 *
 * @throws CodemodError `manifest-invalid` when none is left, or two entries contradict each other, `url-refused`, and what a host answers.
 */
export async function resolveManifest(manifest: Manifest, context: ResolveContext): Promise<ResolvedManifest> {
  const notes: ManifestNote[] = [];
  const placeOf = context.placeOf ?? byPath;
  const mentions = new Mentions(placeOf, notes);
  const naming = {
    ...{ hosts: hostsOf(manifest), aliases: aliasesOf(manifest), currentFolder: context.currentFolder },
    ...{ lister: context.lister, wait: context.wait ?? sleepUntil },
  };
  const faults: CodemodError[] = [];
  for (const [index, entry] of manifest.repositories.entries()) {
    // Hosts are not asked for what comes to nothing.
    if (faults.length > 0 && !namesOne(entry)) continue;
    const where = (): string => placeOf(['repositories', index]);
    try {
      for await (const named of namedRepositories(entry, where, naming, (note) => notes.push(note)))
        mentions.add(named, { entry, index });
    } catch (thrown) {
      if (!(thrown instanceof CodemodError && thrown.code === 'url-refused')) throw thrown;
      faults.push(thrown);
    }
  }
  if (faults.length > 0) throw together(faults);
  const kept = withoutExcluded(mentions.all(), manifest.exclude, notes);
  if (kept.length === 0) throw new CodemodError('manifest-invalid', nothingLeft(notes));
  return { targets: inWaves(inGroups(kept, manifest.groups, notes), manifest.waves.sizes ?? []), notes };
}

function together(faults: readonly CodemodError[]): CodemodError {
  const lines = faults.map(({ message }) => message);
  return new CodemodError('url-refused', listFaults(lines, MOST_FAULTS), { cause: faults[0] });
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
  const waveOf = (own: number | null): number => {
    if (own !== null) return own;
    const index = ends.findIndex((end) => placed < end);
    placed++;
    return index < 0 ? sizes.length + 1 : index + 1;
  };
  return found.map(({ named, groups, settings: { base, wave, params, include, exclude } }) => ({
    ...named,
    ...{ base, wave: waveOf(wave), groups, params, include, exclude },
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
