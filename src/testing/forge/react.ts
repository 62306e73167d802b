import { commitFile } from './make-commits.js';
import { closePull, followBranches, mergePull } from './pull-actions.js';
import type { ForgePull, ForgeRepository, World } from './world.js';

const PERSON = 'a-person';

/** Lets people do what they were waiting to do, wherever the pull request that they waited for is there now. */
export async function react({ repositories }: World): Promise<void> {
  for (const repository of repositories.values()) {
    const pull = repository.pulls.at(-1);
    if (repository.reaction === null || pull === undefined) continue;
    const { reaction } = repository;
    repository.reaction = null;
    await carryOut(repository, pull, reaction);
  }
}

async function carryOut(
  repository: ForgeRepository,
  pull: ForgePull,
  reaction: NonNullable<ForgeRepository['reaction']>,
): Promise<void> {
  switch (reaction) {
    case 'close':
      return closePull(repository, pull, PERSON);
    case 'comment':
      return void pull.comments.push({ author: PERSON, body: 'Looks good to me.' });
    case 'merge':
      return void (await mergePull(repository, pull, { sha: null, method: 'merge', message: 'By hand\n', by: PERSON }));
    default: {
      const branch = reaction === 'commit' ? pull.head : pull.base;
      const commit = await commitFile(repository.folder, branch, {
        file: 'by-hand.txt',
        content: 'by hand\n',
        message: 'By hand',
      });
      repository.humanCommits.push({ branch, commit, givenUp: false });
      followBranches(repository, { closesWithoutBranch: true });
    }
  }
}
