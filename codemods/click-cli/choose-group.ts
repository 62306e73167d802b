import type { PythonPackage } from 'codex-codemod';
import { type Choice, type Refusal, refuse } from './choice.js';
import { type Notes, outermostGroups } from './notes.js';
import type { Repository } from './repository.js';

/** The group to extend. Null where there is none, so that a command line may be made. */
export function chooseGroup(
  { layout }: Repository,
  notes: Notes,
  wishes: { readonly cli: string; readonly package: PythonPackage | null },
): (Choice & { kind: 'extend' }) | Refusal | null {
  const outermost = outermostGroups(notes);
  const isInPackage = (path: string): boolean => layout.packages.some(({ folder }) => path.startsWith(`${folder}/`));
  const wanted = wishes.package;
  const groups =
    wishes.cli === ''
      ? outermost.filter(({ path }) => (wanted === null ? isInPackage(path) : path.startsWith(`${wanted.folder}/`)))
      : named(notes, wishes.cli);
  const [group, ...more] = groups;
  if (group === undefined && wishes.cli !== '') return refuse('CLI004', wishes.cli, `there is no click group ${wishes.cli}`);
  if (group === undefined) return wanted === null && layout.packages.length === 0 ? outsideOf(outermost) : null;
  if (more.length > 0) {
    const names = groups.map(({ path, variable }) => `${path}:${variable}`).join(', ');
    return refuse('CLI002', group.path, `there are several click groups: ${names}`, `Which of ${names} shall get the commands?`);
  }
  const { path } = group;
  if (isInPackage(path)) return { kind: 'extend', path, group };
  return refuse('CLI008', path, 'it stands in no package, so there is no place for the modules that the commands need');
}

/** What `src/acme/cli.py` or `src/acme/cli.py:main` names: of a file without a name, the groups that stand outermost. */
function named(notes: Notes, wish: string) {
  const [path = '', variable = ''] = wish.split(':');
  if (variable === '') return outermostGroups(notes).filter((group) => group.path === path);
  return notes.groups.filter((group) => group.path === path && group.variable === variable);
}

function outsideOf(groups: ReturnType<typeof outermostGroups>): Refusal | null {
  const [first] = groups;
  if (first === undefined) return null;
  const message =
    'a click group stands here, outside of any package, so there is no place for the modules that the commands need';
  return refuse('CLI008', first.path, message, 'Shall there be a package, with --param package=..., that has the command line?');
}
