import type { PythonPackage } from 'codex-codemod';
import { type Choice, type Refusal, refuse } from './choice.js';
import { chooseGroup } from './choose-group.js';
import { likelyPackage, namedPackage } from './choose-package.js';
import type { Notes } from './notes.js';
import type { Repository } from './repository.js';

/** Decides which command line is extended, or where one is made, or what has to be asked. */
export function choose(
  repository: Repository,
  notes: Notes,
  wishes: { readonly cli: string; readonly package: string },
): Choice | Refusal {
  const wanted = wishes.package === '' ? null : namedPackage(repository, wishes.package);
  if (wanted?.kind === 'refuse') return wanted;
  const group = chooseGroup(repository, notes, { cli: wishes.cli, package: wanted?.package ?? null });
  if (group !== null) return group;
  const chosen = wanted ?? likelyPackage(repository);
  if (chosen.kind === 'refuse') return chosen;
  const { folder } = chosen.package;
  if (wanted === null) {
    const other = otherCli(notes, chosen.package);
    if (other !== null) return other;
  }
  const standing = [`${folder}/cli.py`, `${folder}/cli/__init__.py`].find((path) => repository.paths.has(path));
  if (standing !== undefined) {
    return refuse(
      'CLI005',
      standing,
      'it stands where the click group would be made, and is none',
      'Where shall the click group be?',
    );
  }
  return { kind: 'create', package: chosen.package, isNewPackage: chosen.isNewPackage };
}

/** A command line that is no click group; what this codemod made itself is none. */
function otherCli({ parsers }: Notes, { name, folder }: PythonPackage): Refusal | null {
  const found = parsers.find(({ path }) => path.startsWith(`${folder}/`) && !path.includes('/cli_tasks/'));
  if (found === undefined) return null;
  const what = found.library === 'click' ? 'click, and there is no group at module level' : found.library;
  const question = `Shall there be a click group beside it, with --param package=${name}?`;
  return refuse('CLI007', found.path, `the package uses ${what} (line ${found.line}); it is left alone`, question);
}
