import type { NodePath } from 'codex-codemod';
import { namesOtherForms } from '../../sources/help-words.js';
import { boundValue } from '../program/bound-value.js';
import { argumentAt, argumentsOf, calledName } from '../program/calls.js';
import { stringText } from '../program/names.js';
import type { Program } from '../program/program.js';
import type { Call } from '../program/spot.js';
import { defaultsOf } from './defaults.js';
import { judge } from './judge.js';
import type { Parsed } from './parsed.js';
import { type Border, type CommandValue, type Obstacle, plainValue } from './source.js';

/** How commander is told of a value. */
export type Declaration =
  /** `.option(flags, description, parser, default)`, `.argument(...)` */
  | { readonly kind: 'call'; readonly flags: string; readonly call: Call }
  /** `new Option(flags, description)` with the calls behind it. */
  | { readonly kind: 'object'; readonly flags: string; readonly call: Call; readonly calls: readonly Call[] }
  /** `<name>` in `.command('drop <name>')`: nothing can be put there. */
  | { readonly kind: 'word'; readonly flags: string; readonly call: Call };

/** The name under which an option is read, and the form of its value; null for flags without a value. */
export function flagsOf(flags: string): { readonly name: string; readonly label: string; readonly several: boolean } | null {
  const value = /(<[^>]+>|\[[^\]]+\])\s*$/.exec(flags)?.[1];
  const long = /--([^\s,=<[|]+)/.exec(flags)?.[1] ?? /-(\w)\b/.exec(flags)?.[1];
  if (value === undefined || long === undefined) return null;
  const label = /--[^\s,=<[|]+/.exec(flags)?.[0] ?? `-${long}`;
  return { name: camelCase(long), label, several: value.includes('...') };
}

/** https://github.com/tj/commander.js#options: `--table-name` is read as `tableName`. */
function camelCase(text: string): string {
  return text.replace(/-([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

/** The name in `<name>`, `[name]` or `name`; null for what is none. */
export function wordOf(flags: string): string | null {
  return /^[<[]?([^\s<>[\].]+)(?:\.\.\.)?[>\]]?$/.exec(flags)?.[1] ?? null;
}

/** What a declared option or argument gives, or null for a flag. */
export function valueDeclared(program: Program, declaration: Declaration, key: string): Parsed | null {
  const isArgument = declaration.kind === 'word' || ['argument', 'Argument'].includes(calledName(declaration.call));
  const facts = isArgument ? argumentFacts(declaration.flags) : flagsOf(declaration.flags);
  if (facts === null) return null;
  const made = describe(program, declaration);
  if (made === 'checked') return { kind: 'checked' };
  const value = { ...plainValue(key, facts.label, facts.name), ...made, obstacle: made.obstacle ?? overrides(program) };
  // A function of ours would have to collect the values of a variadic one.
  return facts.several ? { kind: 'values', value: { ...value, declared: null } } : { kind: 'value', value };
}

function argumentFacts(flags: string): { readonly name: string; readonly label: string; readonly several: boolean } | null {
  const name = wordOf(flags);
  return name === null ? null : { name, label: `<${name}>`, several: flags.includes('...') };
}

type Facts = Pick<CommandValue, 'declared' | 'obstacle' | 'defaults' | 'unknownDefault' | 'speaksOfOthers'>;

function describe(program: Program, declaration: Declaration): Facts | 'checked' {
  if (declaration.kind === 'word') return facts(null, null, [], false);
  if (declaration.kind === 'object') return describeObject(program, declaration.call, declaration.calls);
  const { call } = declaration;
  const [, description, third, fourth] = argumentsOf(call).map((argument) => boundValue(argument));
  const help = helpOf(declaration.flags, description);
  const parser = third?.isFunction() === true || (third !== undefined && isUnknownFunction(third, fourth)) ? third : null;
  if (parser !== null) return withParser(program, parser, help);
  const { written, unknown } = defaultsOf([third ?? null]);
  const border: Border = { kind: 'commander', call };
  // Without a function, commander is given a default in the third place; one that cannot be read may be a function.
  if (unknown !== null) return facts(null, { code: 'TBL007', message: 'its third argument is not known here' }, written, help);
  return facts(border, null, written, help);
}

/** A name that is no text: `Number`, or something imported. A default behind it leaves no doubt. */
function isUnknownFunction(third: NodePath, fourth: NodePath | undefined): boolean {
  return (
    fourth !== undefined ||
    third.isIdentifier({ name: 'Number' }) ||
    third.isIdentifier({ name: 'String' }) ||
    third.isIdentifier({ name: 'parseInt' })
  );
}

function describeObject(program: Program, call: Call, calls: readonly Call[]): Facts | 'checked' {
  const [, description] = argumentsOf(call).map((argument) => boundValue(argument));
  const help = helpOf('', description);
  if (calls.some((one) => calledName(one) === 'choices')) return 'checked';
  const parser = calls.find((one) => calledName(one) === 'argParser');
  const given = parser === undefined ? undefined : argumentsOf(parser)[0];
  if (given !== undefined) return withParser(program, boundValue(given), help);
  const values = calls.filter((one) => ['default', 'preset'].includes(calledName(one))).map((one) => argumentAt(one, 0));
  return facts({ kind: 'arg-parser', call }, null, defaultsOf(values).written, help);
}

function withParser(program: Program, parser: NodePath, help: boolean): Facts | 'checked' {
  const { kind, at } = judge(program, parser);
  if (kind === 'checked') return 'checked';
  if (kind === 'weak') return facts(null, { code: 'TBL008', message: 'its function lets bad names through', at }, [], help);
  return facts(null, { code: 'TBL007', message: 'it goes through a function of its own', at }, [], help);
}

function facts(declared: Border | null, obstacle: Obstacle | null, defaults: readonly string[], speaksOfOthers: boolean): Facts {
  return { declared, obstacle, defaults, unknownDefault: null, speaksOfOthers };
}

function helpOf(flags: string, description: NodePath | undefined): boolean {
  const text = description === undefined ? null : stringText(description);
  const hint = /<([^>]+)>|\[([^\]]+)\]/.exec(flags);
  return namesOtherForms(text ?? '') || namesOtherForms((hint?.[1] ?? hint?.[2] ?? '').replace('...', ''));
}

/** With `exitOverride` a refusal is an exception, which the program may catch. */
function overrides(program: Program): Obstacle | null {
  const [call] = program.calls.get('exitOverride') ?? [];
  return call === undefined ? null : { code: 'TBL007', message: 'with exitOverride the program may go on after a refusal' };
}
