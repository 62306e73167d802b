import {
  type FixInit,
  type ImportRequest,
  insertAt,
  newlineNear,
  type OpenedFile,
  type ProjectContext,
  type SyntaxNode,
} from 'codex-codemod';
import { literalText } from './command-names.js';
import { commandText, type Spelling } from './command-text.js';
import { decoratorsOf } from './decorator.js';
import { findGroups, type Group, readsGroup } from './find-groups.js';
import { findRegistrations, type Registration } from './find-registrations.js';
import { freeIdentifier, nameInTheWay } from './free-names.js';
import type { Home } from './home.js';
import type { Command } from './needed-files.js';
import type { params } from './params.js';
import type { Task } from './tasks.js';

type Opened = OpenedFile<'python'>;

/** The commands to add, with names that are free, and the fix that adds them; or why neither can be said. */
export type Extension = { readonly commands: readonly Command[]; readonly fix: FixInit } | { readonly refused: string };

/** Plans the commands of a group that stands. Nothing that stands is changed: one block of code and one decorator are added. */
export async function extendCli(
  context: ProjectContext<typeof params>,
  opened: Opened,
  home: Home,
  variable: string,
  tasks: readonly Task[],
): Promise<Extension> {
  const { file, services } = opened;
  const group = findGroups(file.root, services).find((one) => one.variable === variable);
  if (group === undefined) return { refused: `there is no click group ${variable}` };
  const prefix = isRelative(opened, home) ? '' : home.package;
  const commands = tasks.map((task) => ({ task, identifier: freeIdentifier(task.identifier, services.scope.module) }));
  const needs = needsOf(prefix, commands, addsLogLevel(group, services));
  const obstacle = nameInTheWay(needs, services, commands);
  if (obstacle !== null) return { refused: obstacle };
  const own = findRegistrations(file.root, services).filter((one) => readsGroup(one.group, group, services));
  const { spelling, imports } = spell(opened, group, own);
  const texts: string[] = [];
  for (const command of commands) texts.push(await commandText(context, command, spelling));
  const anchor = lastOf(file.root, group, own);
  const edits = services.statements.insertAfter(anchor, `\n\n${texts.join('\n\n\n')}`);
  if (edits === null) return { refused: `there is no place for code behind line ${lineOf(file.text, anchor.end)}` };
  const option = addsLogLevel(group, services) ? optionEdits(opened, group) : [];
  const names = commands.map(({ task }) => task.name).join(', ');
  const reason = `The command line gets ${commands.length === 1 ? 'the command' : 'the commands'} ${names}`;
  return {
    commands,
    fix: { reason, at: group.definition ?? group.statement, edits: [...option, ...edits], imports: [...imports, ...needs] },
  };
}

/** As the file writes it. Where `src` is a package, both `acme` and `src.acme` may be the name that works. */
function isRelative({ services }: Opened, home: Home): boolean {
  return /^src\b/.test(home.package) || services.imports.all.some(({ module }) => module.startsWith('.'));
}

/** What the new code imports from the modules beside the command line. */
function needsOf(prefix: string, commands: readonly Command[], withLogLevel: boolean): readonly ImportRequest[] {
  const need = (module: string, name: string): ImportRequest => {
    return { action: 'need', module: `${prefix}.cli_tasks.${module}`, name };
  };
  return [
    need('exit_codes', 'EXIT_CODES'),
    need('run', 'run_task'),
    ...(withLogLevel ? [need('log_level', 'log_level_option')] : []),
    ...commands.map(({ task }) => need(task.identifier, task.handler)),
  ];
}

/** The way in which the file itself writes its commands, `sys` and click. */
function spell({ services }: Opened, group: Group, own: readonly Registration[]) {
  const { imports } = services;
  const requests: ImportRequest[] = [];
  const ask = (module: string): string => {
    requests.push(imports.need(module));
    return module;
  };
  const click = imports.localName('click');
  const sys = imports.localName('sys') ?? ask('sys');
  const style = styleOf(own);
  const spelling: Spelling = {
    sys,
    click: (name) => imports.localName('click', name) ?? `${click ?? ask('click')}.${name}`,
    decorator({ task, identifier }) {
      const isPlain = style === 'function' && identifier === task.identifier;
      const name = isPlain ? '' : style === 'keyword' ? `name=${JSON.stringify(task.name)}, ` : `${JSON.stringify(task.name)}, `;
      return `${group.variable}.command(${name}epilog=EXIT_CODES)`;
    },
  };
  return { spelling, imports: requests };
}

/** How the last command that is written as a decorated function says its name. */
function styleOf(own: readonly Registration[]): 'function' | 'positional' | 'keyword' {
  const call = own.findLast(({ decorator }) => decorator !== null)?.decorator?.call;
  if (call === undefined) return 'positional';
  const [first] = call?.child('arguments')?.namedChildren ?? [];
  if (first !== undefined && literalText(first) !== null) return 'positional';
  const isKeyword = first?.type === 'keyword_argument' && first.child('name')?.text === 'name';
  return isKeyword ? 'keyword' : 'function';
}

/** The statement of the module behind which the new commands go: that of the last command, or of the group. */
function lastOf(root: SyntaxNode, group: Group, own: readonly Registration[]): SyntaxNode {
  const statements = own.flatMap(({ decorator }) => (decorator?.statement.parent === root ? [decorator.statement] : []));
  return statements.at(-1) ?? group.statement;
}

const LOG_OPTIONS = /^--?(?:log|verbose|debug|quiet|silent|v$|q$)/;

/** True for a group whose decorators are all click's own, and that has no option for its log yet. */
function addsLogLevel({ definition, statement }: Group, { imports }: Opened['services']): boolean {
  if (definition === null) return false;
  const decorators = decoratorsOf(statement);
  const isClicks = decorators.every(({ callee }) => (imports.qualifiedName(callee) ?? '').startsWith('click.'));
  const options = decorators.flatMap(({ call }) => call?.child('arguments')?.namedChildren ?? []);
  return isClicks && !options.some((option) => LOG_OPTIONS.test(literalText(option) ?? ''));
}

/** A line for the option, right above `def`. */
function optionEdits({ file }: Opened, { definition }: Group): FixInit['edits'] & object {
  if (definition === null) return [];
  return [insertAt(definition.start, `@log_level_option${newlineNear(file, definition.start)}`)];
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
