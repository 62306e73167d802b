import type { PythonFile, PythonServices, SyntaxNode } from 'codex-codemod';
import type { GroupNote } from './cli-note.js';
import { type Group, readsGroup } from './find-groups.js';
import type { Registration } from './find-registrations.js';
import { hiddenCommands } from './hidden-commands.js';

type Services = Pick<PythonServices, 'scope' | 'imports'>;

/** What a group has, and why that may not be all. */
export function describeGroup(
  file: PythonFile,
  group: Group,
  registrations: readonly Registration[],
  services: Services,
): GroupNote {
  const own = registrations.filter((one) => readsGroup(one.group, group, services));
  return {
    kind: 'group',
    variable: group.variable,
    commands: own.flatMap(({ names }) => names ?? []),
    doubt: doubtOf(file, group, own, services) || hiddenCommands(group, registrations, services),
    isInner: registrations.some(({ command }) => readsGroup(command, group, services)),
  };
}

function doubtOf({ root }: PythonFile, group: Group, own: readonly Registration[], { scope }: Services): string {
  if (scope.starImports.length > 0) return 'a star import may bind any name';
  if (hasOwnClass(group)) return 'the group has a class of its own, which may know more commands';
  if ((scope.module.bindings.get(group.variable)?.sites.length ?? 0) !== 1) return `${group.variable} is bound more than once`;
  if (own.some(({ names }) => names === null)) return 'the name of one of its commands cannot be told from the source';
  if (root.namedChildren.some((statement) => runs(statement, group))) return 'it runs as soon as the module is imported';
  return '';
}

/** `cls=`, `commands=`, or arguments that cannot be looked into. Of `click.group` the second positional one is the class, too. */
function hasOwnClass({ call, definition }: Group): boolean {
  const values = call?.child('arguments')?.namedChildren ?? [];
  return values.some((value, index) => {
    if (value.type === 'dictionary_splat' || value.type === 'list_splat') return true;
    if (value.type !== 'keyword_argument') return index > 0;
    return ['cls', 'commands', ...(definition === null ? [] : ['command_class'])].includes(value.child('name')?.text ?? '');
  });
}

/** A statement of the module, outside of any `if`, that calls the group. */
function runs(statement: SyntaxNode, { variable }: Group): boolean {
  if (statement.type !== 'expression_statement') return false;
  return [...statement.ofType('call')].some((call) => {
    const callee = call.child('function');
    const isMain = callee?.type === 'attribute' && callee.child('attribute')?.text === 'main';
    return (isMain ? callee.child('object')?.text : callee?.text) === variable;
  });
}
