import type { ProjectContext } from 'codex-codemod';
import type { Repository } from './read-repository.js';
import { repositoryChecks } from './repository-checks.js';
import { setUpCommands } from './set-up-commands.js';

type Templates = Pick<ProjectContext<Record<never, never>>, 'template'>;

/** A whole guide, of what the repository has. */
export async function guideText(repository: Repository, context: Templates): Promise<string> {
  return context.template('guide.md', {
    setup: setUpCommands(repository).join('\n'),
    checks: await checksText(repository, context),
    secrets: await secretsText(context),
  });
}

/** The section on the checks, as Markdown that begins with its heading. */
export async function checksText(repository: Repository, context: Templates): Promise<string> {
  const items = repositoryChecks(repository).map(({ command, what }) => context.template('check.md', { command, what }));
  const checks = (await Promise.all(items)).map((item) => item.trim()).join('\n');
  return (await context.template('checks.md', { checks })).trim();
}

/** The section on the secrets baseline, likewise. */
export async function secretsText(context: Templates): Promise<string> {
  return (await context.template('secrets.md')).trim();
}
