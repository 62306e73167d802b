import type { RemoteRepository } from '../forge.js';
import { readAnswer } from '../read-answer.js';
import { type GiteaRepository, Repository, repositoryOf, Topics } from './gitea-answers.js';
import type { GiteaClient } from './gitea-client.js';

export async function giteaRepository(client: GiteaClient, host: string, owner: string, repo: string): Promise<RemoteRepository> {
  const { data } = await client.repos.repoGet(owner, repo);
  return withTopics(client, host, readAnswer(Repository, data, { host, is: 'repository' }));
}

export async function withTopics(client: GiteaClient, host: string, repository: GiteaRepository): Promise<RemoteRepository> {
  if (repository.topics !== undefined) return repositoryOf(repository, repository.topics ?? []);
  const [owner = '', repo = ''] = repository.full_name.split('/').map(encodeURIComponent);
  const { data } = await client.repos.repoListTopics(owner, repo);
  return repositoryOf(repository, readAnswer(Topics, data, { host, is: 'list of topics' }).topics ?? []);
}
