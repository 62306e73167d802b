import type { PythonServices, SyntaxNode } from 'codex-codemod';
import { type Names, namesGiven, namesOf } from './command-names.js';
import { type Decorator, decoratorsIn } from './decorator.js';

type Services = Pick<PythonServices, 'scope' | 'imports'>;

/** A place that gives a command to a group. */
export interface Registration {
  /** The expression of the group. */
  readonly group: SyntaxNode;
  readonly names: Names;
  /** The command itself, where it is an expression. */
  readonly command: SyntaxNode | null;
  /** Where it is a decorator of the command. */
  readonly decorator: Decorator | null;
  readonly statement: SyntaxNode;
}

const METHODS = new Set(['command', 'group']);

export function findRegistrations(root: SyntaxNode, services: Services): readonly Registration[] {
  const own = new Map(decoratorsIn(root).flatMap((decorator) => makesCommand(decorator, services)));
  return [...decoratorsIn(root).flatMap(byDecorator), ...[...root.ofType('call')].flatMap((call) => byCall(call, own))];
}

function byDecorator(decorator: Decorator): readonly Registration[] {
  const { callee, call, functionName, statement } = decorator;
  const group = callee.child('object');
  if (callee.type !== 'attribute' || group === null || !METHODS.has(callee.child('attribute')?.text ?? '')) return [];
  return [{ group, names: namesGiven(call, functionName), command: null, decorator, statement }];
}

/** `group.add_command(command, name)`. */
function byCall(call: SyntaxNode, own: ReadonlyMap<string, Names>): readonly Registration[] {
  const callee = call.child('function');
  const group = callee?.type === 'attribute' && callee.child('attribute')?.text === 'add_command' ? callee.child('object') : null;
  const list = call.child('arguments');
  if (group == null || list?.type !== 'argument_list') return [];
  const [command = null, name] = list.namedChildren;
  const last = command?.type === 'attribute' ? command.child('attribute') : command;
  const isInLoop = call.closest('for_statement', 'while_statement', 'list_comprehension', 'function_definition') !== null;
  const isPlain = last?.type === 'identifier' && !isInLoop;
  const given = nameArgument(name);
  const names = given === null || !isPlain ? null : given === undefined ? (own.get(last.text) ?? namesOf(last.text)) : [given];
  return [{ group, names, command, decorator: null, statement: call }];
}

/** Undefined where there is none, null where it is no literal. */
function nameArgument(argument: SyntaxNode | undefined): string | null | undefined {
  if (argument === undefined) return undefined;
  const value = argument.type === 'keyword_argument' ? argument.child('value') : argument;
  const text = value?.type === 'string' ? /^(['"])([\w-]+)\1$/.exec(value.text)?.[2] : undefined;
  return text ?? null;
}

const MAKERS = new Set(['click.command', 'click.group', 'click.decorators.command', 'click.decorators.group']);

/** The names of a command that is made by click alone, and given to a group elsewhere. */
function makesCommand({ callee, call, functionName }: Decorator, { imports }: Services): readonly (readonly [string, Names])[] {
  return MAKERS.has(imports.qualifiedName(callee) ?? '') ? [[functionName, namesGiven(call, functionName)]] : [];
}
