import { CodemodError } from '../../core/errors.js';
import { textOfParam } from './manifest-params.js';
import type { PlaceOf } from './manifest-places.js';
import type { ManifestEntry } from './manifest-schema.js';
import type { ManifestNote } from './named-repositories.js';
import type { NamedRepository } from './repository-key.js';

/** A repository with all that the manifest says of it. */
export interface Found {
  readonly named: NamedRepository;
  readonly groups: readonly string[];
  readonly settings: Settings;
}

export interface Settings {
  readonly base: string | null;
  readonly wave: number | null;
  readonly params: Readonly<Record<string, string>>;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

interface Mention {
  readonly entry: ManifestEntry;
  readonly index: number;
}

interface Mentioned {
  readonly named: NamedRepository;
  readonly groups: readonly string[];
  /** The first glob or listing that brought it in. */
  readonly among: Mention | null;
  /** The entries that name it, and nothing else. */
  readonly alone: readonly Mention[];
}

/**
 * What a manifest says of each repository, where several entries name it. Groups add up. Of the settings those count that an entry says which
 * names this repository alone, wherever it stands; then those of the first glob or listing that brought it in.
 */
export class Mentions {
  readonly #placeOf: PlaceOf;
  readonly #notes: ManifestNote[];
  readonly #mentioned = new Map<string, Mentioned>();

  constructor(placeOf: PlaceOf, notes: ManifestNote[]) {
    this.#placeOf = placeOf;
    this.#notes = notes;
  }

  /** @throws CodemodError `manifest-invalid` where two entries that name it alone say different things. */
  add(named: NamedRepository, mention: Mention): void {
    const { entry } = mention;
    const isAlone = namesOne(entry);
    const before = this.#mentioned.get(named.repo);
    const { among = null, alone = [] } = before ?? {};
    if (before !== undefined) this.#tellAgain(before, named, entry, isAlone ? alone.length > 0 : true);
    if (isAlone) for (const other of alone) this.#requireSame(named.repo, other, mention);
    this.#mentioned.set(named.repo, {
      named: before === undefined || (isAlone && alone.length === 0) ? named : before.named,
      groups: [...new Set([...(before?.groups ?? []), ...entry.groups])],
      among: isAlone ? among : (among ?? mention),
      alone: isAlone ? [...alone, mention] : alone,
    });
  }

  /** In the order of their first mentions. */
  all(): readonly Found[] {
    return [...this.#mentioned.values()].map(({ named, groups, among, alone }) => {
      const entries = [...(among === null ? [] : [among]), ...alone].map(({ entry }) => entry);
      return { named, groups, settings: entries.reduce(over, NOTHING) };
    });
  }

  #tellAgain(before: Mentioned, named: NamedRepository, entry: ManifestEntry, isNews: boolean): void {
    if (!isNews) return;
    const added = entry.groups.filter((group) => !before.groups.includes(group));
    const gained = added.length === 0 ? '' : `, and adds it to ${added.join(', ')}`;
    const what = named.url === before.named.url ? 'again' : `again, as ${named.url}`;
    const first = before.alone.length > 0 ? 'what is said of it alone counts' : 'the first mention counts';
    this.#notes.push({ kind: 'duplicate', repo: named.repo, message: `${named.repo} is named ${what}: ${first}${gained}.` });
  }

  #requireSame(repo: string, first: Mention, second: Mention): void {
    const [one, other] = [saidBy(first.entry), saidBy(second.entry)];
    const setting = Object.keys(other).find((key) => one[key] !== undefined && one[key] !== other[key]);
    if (setting === undefined) return;
    const [here, there] = [second, first].map(({ index }) => this.#placeOf(['repositories', index]));
    const message = `${here}: ${repo} has ${setting} ${other[setting]} here, and ${one[setting]} at ${there}. Say it once.`;
    throw new CodemodError('manifest-invalid', message);
  }
}

/** Whether an entry names one repository, and does not stand for several. */
export function namesOne({ url, path }: ManifestEntry): boolean {
  return url !== undefined || path !== undefined;
}

const NOTHING: Settings = { base: null, wave: null, params: {}, include: [], exclude: [] };

/** What an entry says counts over what was said before. */
function over(before: Settings, { base, wave, params, files }: ManifestEntry): Settings {
  const { include = [], exclude = [] } = files;
  return {
    base: base ?? before.base,
    wave: wave ?? before.wave,
    params: {
      ...before.params,
      ...Object.fromEntries(Object.entries(params).map(([name, value]) => [name, textOfParam(value)])),
    },
    include: include.length > 0 ? include : before.include,
    exclude: exclude.length > 0 ? exclude : before.exclude,
  };
}

/** Each setting that an entry says, as JSON. */
function saidBy(entry: ManifestEntry): Readonly<Record<string, string | undefined>> {
  const { params, include, exclude, base, wave } = over(NOTHING, entry);
  const files = { 'files.include': include, 'files.exclude': exclude };
  const own = Object.entries(params).map(([name, value]) => [`params.${name}`, value] as const);
  const all = [...Object.entries({ base, wave }).filter(([, value]) => value !== null), ...own, ...Object.entries(files)];
  return Object.fromEntries(
    all.flatMap(([name, value]) => (Array.isArray(value) && value.length === 0 ? [] : [[name, JSON.stringify(value)]])),
  );
}
