import * as v from 'valibot';
import type { RemoteRepository } from '../forge.js';
import { readAnswer } from '../read-answer.js';
import { type GitHubRepository, Repository, repositoryOf } from './github-answers.js';
import type { GitHubClient } from './github-client.js';

interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

export async function githubRepository(client: GitHubClient, host: string, at: RepositoryName): Promise<RemoteRepository> {
  const { data } = await client('GET /repos/{owner}/{repo}', { ...at });
  const repository = readAnswer(Repository, data, { host, is: 'repository' });
  return repositoryOf(repository, await isEmpty(client, host, at, repository));
}

/** GitHub does not tell. A size of 0 is rounded, or not worked out yet: one that has a branch is not empty. */
export async function isEmpty(
  client: GitHubClient,
  host: string,
  at: RepositoryName,
  { size }: GitHubRepository,
): Promise<boolean> {
  if (size > 0) return false;
  const { data } = await client('GET /repos/{owner}/{repo}/branches', { ...at, per_page: 1 });
  return readAnswer(v.array(v.unknown()), data, { host, is: 'list of branches' }).length === 0;
}
