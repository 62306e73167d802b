import type { NodePath } from 'codex-codemod';
import { namesOtherForms } from '../../sources/help-words.js';
import { boundValue } from '../program/bound-value.js';
import { argumentAt, argumentsOf, calledName, propertyOf } from '../program/calls.js';
import { stringText } from '../program/names.js';
import type { Program } from '../program/program.js';
import type { Call } from '../program/spot.js';
import { defaultsOf } from './defaults.js';
import { judge } from './judge.js';
import type { Parsed } from './parsed.js';
import { type CommandValue, type Obstacle, plainValue } from './source.js';
import type { YargsDeclaration } from './yargs.js';

/** Calls that say something of an option beside its description: `.coerce('table', check)`, `.choices(...)`. */
const BESIDE: readonly string[] = ['coerce', 'choices', 'default', 'array', 'number', 'boolean', 'count', 'config', 'nargs'];

/** Calls after which a refusal does not end the program. */
const GO_ON: readonly string[] = ['fail', 'exitProcess', 'middleware', 'env', 'config'];

/**
 * The value of an option or positional of yargs; null where nothing in the file describes it.
 *
 * @param names the name under which it is read, and all others that the file declares for it
 * @param label what it is called in messages where no declaration tells
 */
export function yargsValue(
  program: Program,
  { names, label: called }: { readonly names: readonly [string, ...string[]]; readonly label: string },
  command: Call | null,
  declared: readonly YargsDeclaration[],
): Parsed | null {
  const [only, another] = declared;
  const [name] = names;
  // Whatever name it is read by, and in whichever command: an option that is declared is one value.
  const key = only === undefined ? `yargs:${command?.node.start ?? ''}:${name}` : `yargs:${only.call.node.end}:${only.name}`;
  const beside = BESIDE.flatMap((method) => program.calls.get(method) ?? []).filter((call) => isOf(call, names));
  if (beside.length > 0) return besides(program, plainValue(key, called, name), beside);
  if (only === undefined) return null;
  const label = calledName(only.call) === 'positional' ? `<${only.name}>` : `--${only.name}`;
  const value = plainValue(key, label, only.name);
  if (another !== undefined) return refused(value, 'several options have this name');
  return described(program, value, only);
}

function isOf(call: Call, names: readonly string[]): boolean {
  const first = argumentAt(call, 0);
  return first !== null && names.includes(stringText(first) ?? '');
}

function besides(program: Program, value: CommandValue, calls: readonly Call[]): Parsed {
  const methods = new Set(calls.map(calledName));
  if (['choices', 'number', 'boolean', 'count'].some((method) => methods.has(method))) return { kind: 'checked' };
  const coerce = calls.find((call) => calledName(call) === 'coerce');
  const given = coerce === undefined ? undefined : argumentsOf(coerce)[1];
  if (given !== undefined && judge(program, boundValue(given)).kind === 'checked') return { kind: 'checked' };
  return refused(value, 'several calls describe it');
}

function refused(value: CommandValue, message: string, code: Obstacle['code'] = 'TBL007', at?: NodePath): Parsed {
  return { kind: 'value', value: { ...value, obstacle: at === undefined ? { code, message } : { code, message, at } } };
}

function described(program: Program, value: CommandValue, { options }: YargsDeclaration): Parsed {
  if (options === null || !options.isObjectExpression()) return { kind: 'value', value: { ...value, obstacle: goesOn(program) } };
  if (options.get('properties').some((property) => property.isSpreadElement()))
    return refused(value, 'its description is put together from parts');
  const read = (name: string): NodePath | null => {
    const found = propertyOf(options, name);
    return found === null ? null : boundValue(found);
  };
  const type = read('type');
  const written = type === null ? '' : (stringText(type) ?? '');
  if (read('choices') !== null || ['number', 'boolean', 'count'].includes(written)) return { kind: 'checked' };
  if (read('boolean') !== null || read('number') !== null || read('count') !== null) return { kind: 'checked' };
  const coerce = read('coerce');
  if (coerce !== null) return coerced(program, value, coerce);
  const { written: defaults, unknown } = defaultsOf([read('default')]);
  const texts = ['description', 'describe', 'desc'].flatMap((name) => read(name) ?? []).map((text) => stringText(text) ?? '');
  const speaksOfOthers = texts.some(namesOtherForms);
  const whole = { ...value, defaults, unknownDefault: unknown, speaksOfOthers, obstacle: goesOn(program) };
  if (written === 'array' || read('array') !== null) return { kind: 'values', value: whole };
  // What several options share is no place for a check of one.
  const isOwn = options.parentPath?.isVariableDeclarator() !== true;
  return { kind: 'value', value: isOwn ? { ...whole, declared: { kind: 'coerce', options } } : whole };
}

function coerced(program: Program, value: CommandValue, coerce: NodePath): Parsed {
  const { kind, at } = judge(program, coerce);
  if (kind === 'checked') return { kind: 'checked' };
  return kind === 'weak'
    ? refused(value, 'its coerce function lets bad names through', 'TBL008', at)
    : refused(value, 'it goes through a coerce function of its own', 'TBL007', at);
}

/** With `fail` or `exitProcess(false)` the program may go on after a refusal; middleware may change the value. */
function goesOn(program: Program): Obstacle | null {
  const call = GO_ON.flatMap((name) => program.calls.get(name) ?? []).find((one) => one.node.callee.type === 'MemberExpression');
  return call === undefined
    ? null
    : { code: 'TBL007', message: `with ${calledName(call)}() the program may go on with another value` };
}
