import type { PythonFile, PythonServices } from 'codex-codemod';
import type { CliNote, ParserNote, RegistrationNote } from './cli-note.js';
import { describeGroup } from './describe-group.js';
import { findGroups, readsGroup } from './find-groups.js';
import { findRegistrations, type Registration } from './find-registrations.js';

type Services = Pick<PythonServices, 'scope' | 'imports'>;

/** Everything in a file that has to do with command lines. */
export function readFile(file: PythonFile, services: Services): readonly CliNote[] {
  const groups = findGroups(file.root, services);
  const registrations = findRegistrations(file.root, services);
  const isOwn = ({ group }: Registration): boolean => groups.some((one) => readsGroup(group, one, services));
  return [
    ...groups.map((group) => describeGroup(file, group, registrations, services)),
    ...registrations.filter((one) => !isOwn(one) || one.command !== null).flatMap((one) => elsewhere(one, services)),
    ...findParsers(file, services),
  ];
}

/** A registration that speaks of a group, or of a command, of another file. */
function elsewhere({ group, names, command }: Registration, { imports }: Services): readonly RegistrationNote[] {
  const target = imports.qualifiedName(group);
  const source = command === null ? null : imports.qualifiedName(command);
  if (target === null && source === null) return [];
  return [{ kind: 'registration', target: target ?? '', names: names ?? [], command: source }];
}

/** Libraries that read command lines; of click, whatever is no group that could be extended. */
export const LIBRARIES: readonly string[] = [
  ...['argparse', 'asyncclick', 'cleo', 'click', 'click_extra', 'clize', 'cloup', 'cyclopts', 'docopt', 'fire', 'getopt'],
  ...['optparse', 'plac', 'rich_click', 'typer'],
];

/** The first import of such a library. */
function findParsers({ text }: PythonFile, { imports }: Services): readonly ParserNote[] {
  for (const { module, statement } of imports.all) {
    const [library = ''] = module.split('.');
    if (!LIBRARIES.includes(library)) continue;
    return [{ kind: 'parser', library, line: text.slice(0, statement.start).split(/\r\n|\r|\n/).length }];
  }
  return [];
}
