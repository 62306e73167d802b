import type { babel, NodePath } from 'codex-codemod';
import { boundValue } from '../program/bound-value.js';
import { argumentAt, argumentsOf, calledName, calleeExpression, isCall, receiverOf } from '../program/calls.js';
import { isMember, memberName, objectOf, stringText } from '../program/names.js';
import { type Program, qualifiedName } from '../program/program.js';
import type { Call } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { type Declaration, flagsOf, valueDeclared, wordOf } from './commander-declaration.js';
import type { Parsed } from './parsed.js';
import { plainValue } from './source.js';

/** https://github.com/tj/commander.js: what its objects hold. */
export function commanderAt(program: Program, path: NodePath): Parsed | null {
  if (isCall(path)) {
    const receiver = receiverOf(path);
    const isOptions = ['opts', 'optsWithGlobals'].includes(calledName(path));
    const command = isOptions && receiver !== null ? commandOf(program, receiver) : null;
    return command === null ? null : optionsOf(program, command, calledName(path) === 'optsWithGlobals');
  }
  if (!isMember(path)) return null;
  const name = memberName(path);
  const command = name === 'args' || name === 'processedArgs' ? commandOf(program, objectOf(path)) : null;
  return command === null ? null : { kind: 'words', key: `args:${command.start}`, label: `${nameOf(path)}.args`, from: 0 };
}

function nameOf(path: NodePath): string {
  const object = isMember(path) ? objectOf(path) : path;
  return object.isIdentifier() ? object.node.name : 'command';
}

/** The parameters of `.action((first, second, options, command) => ...)`. */
export function commanderParameter(program: Program, callback: NodePath<babel.Function>, index: number): Parsed | null {
  const call = callOf(program, callback, 'action');
  const receiver = call === null ? null : receiverOf(call);
  const command = receiver === null ? null : commandOf(program, receiver);
  if (command === null) return null;
  const words = wordsOf(program, command);
  const declared = words[index];
  if (declared !== undefined) return valueDeclared(program, declared, `argument:${command.start}:${index}`);
  return index === words.length ? optionsOf(program, command, false) : null;
}

/** The call that is given a function as its last argument, also by its name. */
export function callOf(program: Program, callback: NodePath<babel.Function>, name: string): Call | null {
  for (const call of program.calls.get(name) ?? []) {
    const last = argumentsOf(call).at(-1);
    if (last === undefined) continue;
    if (unwrap(last).node === callback.node || boundValue(last).node === callback.node) return call;
  }
  return null;
}

/** The node that a command begins with: `new Command()`, the import of `program`, or `.command('name')`; null for no command. */
function commandOf(program: Program, raw: NodePath): babel.Node | null {
  let path = boundValue(raw);
  for (;;) {
    if (path.isNewExpression()) return isNamed(program, calleeExpression(path), 'Command') ? path.node : null;
    if (isCall(path)) {
      const receiver = receiverOf(path);
      if (isNamed(program, calleeExpression(path), 'createCommand')) return path.node;
      if (receiver === null) return null;
      if (calledName(path) === 'command') return commandOf(program, receiver) === null ? null : path.node;
      if (['opts', 'optsWithGlobals', 'parseAsync'].includes(calledName(path))) return null;
      path = boundValue(receiver);
      continue;
    }
    const name = qualifiedName(program, path);
    if (name !== 'commander' && name !== 'commander.program') return null;
    return program.path.node;
  }
}

function isNamed(program: Program, callee: NodePath, name: string): boolean {
  return qualifiedName(program, callee) === `commander.${name}`;
}

const DECLARES: readonly string[] = ['option', 'requiredOption', 'addOption'];

function optionsOf(program: Program, command: babel.Node, withGlobals: boolean): Parsed {
  return {
    kind: 'options',
    read(name) {
      const all = DECLARES.flatMap((method) => program.calls.get(method) ?? []).flatMap((call): Declaration[] => {
        const receiver = receiverOf(call);
        const owner = receiver === null ? null : commandOf(program, receiver);
        const declaration = owner !== null && (withGlobals || owner === command) ? declarationOf(program, call) : null;
        return declaration !== null && flagsOf(declaration.flags)?.name === name ? [declaration] : [];
      });
      const [only, another] = all;
      // Also where several commands read it, an option that is declared once is one value.
      if (only !== undefined && another === undefined) return valueDeclared(program, only, `option:${only.call.node.end}`);
      const key = `option:${command.start}:${name}`;
      const message = only === undefined ? 'its option is not declared in this file' : 'several options have this name';
      const value = {
        ...plainValue(key, `--${name}`, name),
        obstacle: { code: only === undefined ? 'TBL002' : 'TBL007', message } as const,
      };
      return { kind: 'value', value };
    },
  };
}

function declarationOf(program: Program, call: Call): Declaration | null {
  const first = argumentAt(call, 0);
  if (first === null) return null;
  if (calledName(call) !== 'addOption' && calledName(call) !== 'addArgument') {
    const flags = stringText(first);
    return flags === null ? null : { kind: 'call', flags, call };
  }
  return chained(program, first);
}

/** `new Option('--table <name>', 'description').default('logs')` */
function chained(program: Program, raw: NodePath): Declaration | null {
  const calls: Call[] = [];
  let path = boundValue(raw);
  while (isCall(path)) {
    calls.push(path);
    const receiver = receiverOf(path);
    if (receiver === null) return null;
    path = boundValue(receiver);
  }
  if (!path.isNewExpression() || !/^commander\.(Option|Argument)$/.test(qualifiedName(program, calleeExpression(path)) ?? ''))
    return null;
  const first = argumentAt(path, 0);
  const flags = first === null ? null : stringText(first);
  return flags === null ? null : { kind: 'object', flags, call: path, calls };
}

/** The arguments of a command in their order: those of `.command('name <first> [second]')`, then those that are declared one by one. */
function wordsOf(program: Program, command: babel.Node): readonly Declaration[] {
  const found: Declaration[] = [];
  for (const call of [...(program.calls.get('command') ?? []), ...(program.calls.get('arguments') ?? [])]) {
    const first = argumentAt(call, 0);
    const isOwn = calledName(call) === 'command' ? call.node === command : ownerOf(program, call) === command;
    const text = isOwn && first !== null ? (stringText(first) ?? '') : '';
    for (const flags of text.match(/<[^>]+>|\[[^\]]+\]/g) ?? []) found.push({ kind: 'word', flags, call });
  }
  const declared = [...(program.calls.get('argument') ?? []), ...(program.calls.get('addArgument') ?? [])];
  for (const call of declared.sort((a, b) => end(a) - end(b))) {
    const declaration = ownerOf(program, call) === command ? declarationOf(program, call) : null;
    if (declaration !== null) found.push(declaration);
  }
  return found.filter(({ flags }) => wordOf(flags) !== null);
}

/** In a chain, the calls end in the order in which they are made. */
function end({ node }: Call): number {
  return node.end ?? 0;
}

function ownerOf(program: Program, call: Call): babel.Node | null {
  const receiver = receiverOf(call);
  return receiver === null ? null : commandOf(program, receiver);
}
