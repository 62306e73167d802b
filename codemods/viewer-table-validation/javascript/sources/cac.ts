import type { babel, NodePath } from 'codex-codemod';
import { namesOtherForms } from '../../sources/help-words.js';
import { boundValue } from '../program/bound-value.js';
import { argumentAt, calledName, calleeExpression, isCall, propertyOf, receiverOf } from '../program/calls.js';
import { isMember, memberName, objectOf, stringText } from '../program/names.js';
import { type Program, qualifiedName } from '../program/program.js';
import type { Call, Spot } from '../program/spot.js';
import { callOf } from './commander.js';
import { flagsOf } from './commander-declaration.js';
import { defaultsOf } from './defaults.js';
import type { Parsed } from './parsed.js';
import { plainValue } from './source.js';

/** https://github.com/cacjs/cac: `cli.parse()`, `cli.options`, `cli.args`. */
export function cacAt(program: Program, path: NodePath, _frame: Spot['frame']): Parsed | null {
  if (isCall(path)) {
    const receiver = receiverOf(path);
    if (calledName(path) !== 'parse' || receiver === null || rootOf(program, receiver) === null) return null;
    return { kind: 'options', read: (name) => member(program, name) };
  }
  if (!isMember(path) || rootOf(program, objectOf(path)) === null) return null;
  return member(program, memberName(path) ?? '');
}

function member(program: Program, name: string): Parsed | null {
  if (name === 'options') return optionsOf(program);
  return name === 'args' ? { kind: 'words', key: 'cac.args', label: 'args', from: 0 } : null;
}

/** The parameters of `.action((first, second, options) => ...)`. */
export function cacParameter(program: Program, callback: NodePath<babel.Function>, index: number): Parsed | null {
  const call = callOf(program, callback, 'action');
  const receiver = call === null ? null : receiverOf(call);
  const command = receiver === null ? null : rootOf(program, receiver);
  if (command === null || !isCall(command)) return null;
  const first = calledName(command) === 'command' ? argumentAt(command, 0) : null;
  const words = first === null ? [] : ((stringText(first) ?? '').match(/<[^>]+>|\[[^\]]+\]/g) ?? []);
  const word = words[index];
  if (word === undefined) return index === words.length ? optionsOf(program) : null;
  const name = word.replace(/[<>[\].]/g, '');
  const value = plainValue(`cac:${command.node.start}:${name}`, `<${name}>`, name);
  return word.includes('...') ? { kind: 'values', value } : { kind: 'value', value };
}

/** The call that a chain begins with: `cac('name')`, or `.command('show <table>')` of one; null for what is not cac's. */
function rootOf(program: Program, raw: NodePath): NodePath | null {
  let path = boundValue(raw);
  let command: NodePath | null = null;
  while (isCall(path)) {
    const name = qualifiedName(program, calleeExpression(path));
    if (name === 'cac' || name === 'cac.cac') return command ?? path;
    if (calledName(path) === 'command') command ??= path;
    const receiver = receiverOf(path);
    if (receiver === null) return null;
    path = boundValue(receiver);
  }
  return null;
}

function optionsOf(program: Program): Parsed {
  return {
    kind: 'options',
    read(name) {
      if (name === '--') return { kind: 'words', key: 'cac.--', label: '--', from: 0 };
      const declared = (program.calls.get('option') ?? []).filter((call) => isDeclared(program, call, name));
      const configs = declared.map((call) => argumentAt(call, 2)).map((config) => (config === null ? null : boundValue(config)));
      const { written, unknown } = defaultsOf(configs.map((config) => propertyOf(config, 'default')));
      const texts = declared.map((call) => argumentAt(call, 1)).map((text) => (text === null ? '' : (stringText(text) ?? '')));
      const value = {
        ...plainValue(`cac:${name}`, `--${name}`, name),
        defaults: written,
        unknownDefault: unknown,
        speaksOfOthers: texts.some(namesOtherForms),
      };
      const isTyped = configs.some((config) => propertyOf(config, 'type') !== null);
      return isTyped ? { kind: 'values', value } : { kind: 'value', value };
    },
  };
}

function isDeclared(program: Program, call: Call, name: string): boolean {
  const [first, receiver] = [argumentAt(call, 0), receiverOf(call)];
  const flags = first === null ? null : stringText(first);
  return flags !== null && flagsOf(flags)?.name === name && receiver !== null && rootOf(program, receiver) !== null;
}
