import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chooserFrom } from '../random.js';
import { bareFolder, withoutRefs } from './bare-folder.js';
import { type FleetCommit, importCommits } from './fast-import.js';
import { type FleetFile, type FleetSize, KINDS, kindFor } from './kinds.js';

export interface FleetOptions {
  /** A new or empty folder; a forge can be started on it. */
  readonly root: string;
  readonly seed: number;
  readonly count: number;
  readonly owner?: string;
  /** Of each repository, beside what its kind has. */
  readonly files?: number;
  /** The share of those that are modules of Python, 0 to 1; default: all. */
  readonly python?: number;
  /** Bytes. */
  readonly bigBlob?: number;
  /** These, in turn, in place of a draw. */
  readonly kinds?: readonly string[];
}

export interface FleetRepository {
  /** `acme/one-file-0007` */
  readonly path: string;
  readonly kind: string;
  /** Absolute: the bare repository. */
  readonly folder: string;
  readonly branch: string;
  /** Null: it is empty. */
  readonly commit: string | null;
  readonly changes: boolean;
}

const MIB = 1024 * 1024;

/** Makes bare repositories, all with objects of one store. The same options make the same commits. */
export async function makeFleet({ root, seed, count, ...options }: FleetOptions): Promise<readonly FleetRepository[]> {
  const { owner = 'acme', files = 6, python = 1, bigBlob = 50 * MIB, kinds = [] } = options;
  const names = Array.from(
    { length: count },
    (_, index) => kinds[index % kinds.length] ?? kindFor(chooserFrom(seed * 100_003 + index)),
  );
  const store = path.join(root, '.objects');
  mkdirSync(root, { recursive: true });
  bareFolder(store, { head: 'none', commit: null, objects: null });
  const commits = await importCommits(store, commitsOf(names, seed, { files, python, bigBlob }));
  withoutRefs(store);
  return names.map((kind, index) => {
    const repo = `${owner}/${kind}-${String(index).padStart(4, '0')}`;
    const { branch, changes } = kindOf(kind);
    const commit = branch === null ? null : (commits[index] ?? null);
    const folder = path.join(root, `${repo}.git`);
    bareFolder(folder, { head: branch ?? 'main', commit, objects: path.join(store, 'objects') });
    return { path: repo, kind, folder, branch: branch ?? 'main', commit, changes };
  });
}

function* commitsOf(names: readonly string[], seed: number, size: FleetSize): Iterable<FleetCommit> {
  for (const [index, name] of names.entries()) yield { files: filesOf(name, seed + index, size) };
}

/** An empty repository has a commit in the store, too, so that places stay the same; no ref leads to it. */
function filesOf(kind: string, seed: number, size: FleetSize): readonly FleetFile[] {
  return kindOf(kind).files(chooserFrom(seed), size);
}

function kindOf(name: string): (typeof KINDS)[string] {
  const kind = KINDS[name];
  if (kind === undefined) throw new Error(`a fleet has no ${name}`);
  return kind;
}

/** What a person would write for all of them. @param address of a repository: an URL, or a path. */
export function manifestOf(
  fleet: readonly FleetRepository[],
  address: (repository: FleetRepository) => string,
  more = '',
): string {
  const lines = fleet.map((repository) => `  - url: ${JSON.stringify(address(repository))}\n`);
  return `repositories:\n${lines.join('')}${more}`;
}

/** Writes `repos.yaml` for a forge that serves the fleet. @param token the environment variable that holds the token. */
export function writeForgeManifest(
  file: string,
  fleet: readonly FleetRepository[],
  { url, host, api, dialect, token }: { url: string; host: string; api: string; dialect: string; token: string },
): void {
  const settings = { forge: dialect, api, token, allowHttp: true, pace: { perMinute: 100_000, perHour: 1_000_000 } };
  const hosts = `hosts:\n  ${JSON.stringify(host)}: ${JSON.stringify(settings)}\n`;
  const identity = 'identity: { name: Campaign, email: campaign@example.com }\n';
  writeFileSync(
    file,
    manifestOf(fleet, ({ path: repo }) => `${url}/${repo}.git`, hosts + identity),
  );
}
