import type { NotedFile } from 'codex-codemod';
import { type GroupNote, isCliNote, type ParserNote, type RegistrationNote } from './cli-note.js';

/** A note with the file that it is about. */
type Placed<N> = N & { readonly path: string };

/** What the files of the repository say of command lines, without tests, examples and documentation. */
export interface Notes {
  readonly groups: readonly Placed<GroupNote>[];
  readonly registrations: readonly Placed<RegistrationNote>[];
  readonly parsers: readonly Placed<ParserNote>[];
}

const NOT_ITS_OWN =
  /(?:^|\/)(?:tests?|testing|docs?|examples?|samples?|demos?)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/;

export function readNotes(files: readonly NotedFile[]): Notes {
  const all = files
    .filter(({ path }) => !NOT_ITS_OWN.test(path))
    .flatMap(({ path, notes }) => notes.filter(isCliNote).map((note) => ({ ...note, path })));
  return {
    groups: all.flatMap((note) => (note.kind === 'group' ? [note] : [])),
    registrations: all.flatMap((note) => (note.kind === 'registration' ? [note] : [])),
    parsers: all.flatMap((note) => (note.kind === 'parser' ? [note] : [])),
  };
}

/** The groups that no other group has as a command. */
export function outermostGroups({ groups, registrations }: Notes): readonly Placed<GroupNote>[] {
  return groups.filter((group) => {
    const isRegistered = registrations.some(({ command }) => command !== null && speaksOf(command, group));
    return !group.isInner && !isRegistered;
  });
}

/** The commands that a group is given in other files; null where a name cannot be told. */
export function namesFromElsewhere({ registrations }: Notes, group: Placed<GroupNote>): readonly string[] | null {
  const own = registrations.filter(({ target }) => speaksOf(target, group));
  return own.some(({ names }) => names.length === 0) ? null : own.flatMap(({ names }) => names);
}

/** True when a dotted name, as another file imports it, can mean the group. */
function speaksOf(dotted: string, { path, variable }: Placed<GroupNote>): boolean {
  const parts = dotted.replace(/^\.+/, '').split('.');
  if (parts.pop() !== variable) return false;
  const module = `/${path.replace(/(?:\/__init__)?\.py$/, '')}`;
  return parts.length === 0 || module.endsWith(`/${parts.join('/')}`);
}
