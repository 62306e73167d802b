import { headBranch, isAncestor, listRefs, tryGit } from './bare-git.js';
import type { ForgePull, ForgeRepository, World } from './world.js';

/** What a repository is at the end. Times and numbers that depend on the order of requests are not in it. */
export interface RepositoryDump {
  readonly head: string;
  readonly refs: Readonly<Record<string, string>>;
  readonly pulls: readonly Readonly<Record<string, unknown>>[];
}

export interface ForgeDump {
  readonly repositories: Readonly<Record<string, RepositoryDump>>;
  /** Writes that were done: by repository, then by kind. */
  readonly writes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Pairs of branches with more than one pull request, open or not. */
  readonly duplicates: readonly string[];
  /** What a person has committed and no ref leads to any more, though no person has deleted it. */
  readonly erasedHumanCommits: readonly string[];
}

/** Everything, in an order that is always the same: equal ends are equal texts. */
export async function dumpWorld({ repositories }: World): Promise<ForgeDump> {
  const sorted = [...repositories.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const dumped: Record<string, RepositoryDump> = {};
  const writes: Record<string, Record<string, number>> = {};
  const erased: string[] = [];
  for (const repository of sorted) {
    dumped[repository.path] = await dumpRepository(repository);
    if (repository.writes.size > 0) writes[repository.path] = Object.fromEntries([...repository.writes].sort());
    erased.push(...(await erasedCommits(repository)));
  }
  return { repositories: dumped, writes, duplicates: sorted.flatMap(duplicatesOf), erasedHumanCommits: erased };
}

async function dumpRepository(repository: ForgeRepository): Promise<RepositoryDump> {
  const pulls = repository.pulls.map(dumpPull);
  return { head: headBranch(repository.folder), refs: await listRefs(repository.folder), pulls };
}

function dumpPull({ id: _, createdAt: __, updatedAt: ___, ...pull }: ForgePull): Readonly<Record<string, unknown>> {
  const entries = Object.entries(pull).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

/** Those that the client has opened, of which there is more than one for the same head and base. */
function duplicatesOf({ path, pulls }: ForgeRepository): readonly string[] {
  const seen = new Map<string, number>();
  for (const { head, base } of pulls) seen.set(`${head} -> ${base}`, (seen.get(`${head} -> ${base}`) ?? 0) + 1);
  return [...seen].filter(([, count]) => count > 1).map(([pair, count]) => `${path}: ${pair} (${count})`);
}

async function erasedCommits({ path, folder, humanCommits }: ForgeRepository): Promise<readonly string[]> {
  const lost: string[] = [];
  for (const { branch, commit, givenUp } of humanCommits) {
    if (givenUp || (await isAncestor(folder, commit, `refs/heads/${branch}`))) continue;
    const { stdout } = await tryGit(folder, ['for-each-ref', '--contains', commit, '--format=%(refname)']);
    if (stdout.trim() === '') lost.push(`${path} ${branch} ${commit}`);
  }
  return lost;
}
