import type { ForgeKind } from '../hosts/host-settings.js';
import type { CodeOwners, ReadOwners } from './owner-rules.js';
import { readGiteaOwners } from './read-gitea.js';
import { readGitHubOwners } from './read-github.js';
import { readGitLabOwners } from './read-gitlab.js';

/** Where each dialect looks; the first file that is there counts. */
export const CODEOWNERS_PLACES: Readonly<Record<ForgeKind, readonly string[]>> = {
  github: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'],
  gitlab: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'],
  gitea: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitea/CODEOWNERS'],
};

/** GitHub does not load a larger one. */
export const LARGEST_CODEOWNERS = 3 * 1024 * 1024;
const MOST_LINES = 20_000;
/** Of a path. A longer one has no owners here: it could make patterns slow. */
const LONGEST_PATH = 1_000;
const DEEPEST_PATH = 100;

const DIALECTS: Readonly<Record<ForgeKind, ReadOwners>> = {
  github: readGitHubOwners,
  gitlab: readGitLabOwners,
  gitea: readGiteaOwners,
};

/** Nobody owns anything. */
export const NO_OWNERS: CodeOwners = { ownersOf: () => [], faults: [] };

/** What a CODEOWNERS file says. It is a stranger's: what cannot be read, or could be slow, is a fault and no rule. */
export function readCodeOwners(kind: ForgeKind, bytes: Uint8Array): CodeOwners {
  if (bytes.length > LARGEST_CODEOWNERS) return { ...NO_OWNERS, faults: [{ line: 1, message: 'the file is larger than 3 MB' }] };
  const lines = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/);
  if (lines.length > MOST_LINES) {
    return {
      ...NO_OWNERS,
      faults: [{ line: MOST_LINES, message: `the file has more than ${MOST_LINES.toLocaleString('en-US')} lines` }],
    };
  }
  const { faults, ownersOf } = DIALECTS[kind](lines);
  return { faults, ownersOf: (path) => (isLong(path) ? [] : ownersOf(path)) };
}

function isLong(path: string): boolean {
  return path.length > LONGEST_PATH || path.split('/').length > DEEPEST_PATH;
}

/** The owners of any of some paths, each once, in the order of the paths. */
export function ownersOfAll(owners: CodeOwners, paths: Iterable<string>): readonly string[] {
  return [...new Set([...paths].flatMap((path) => owners.ownersOf(path)))];
}
