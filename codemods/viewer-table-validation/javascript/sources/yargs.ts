import type { babel, NodePath } from 'codex-codemod';
import { boundValue } from '../program/bound-value.js';
import { argumentAt, argumentsOf, calledName, calleeExpression, isCall, propertyOf, receiverOf } from '../program/calls.js';
import { isMember, keyName, memberName, objectOf, stringText } from '../program/names.js';
import { isWithin } from '../program/owner.js';
import { type Program, qualifiedName } from '../program/program.js';
import type { Call } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import type { Parsed } from './parsed.js';
import { plainValue } from './source.js';
import { yargsValue } from './yargs-option.js';

/** https://yargs.js.org/docs/: what its objects hold. */
export function yargsAt(program: Program, path: NodePath): Parsed | null {
  if (isCall(path)) {
    const receiver = receiverOf(path);
    const isParse = ['parse', 'parseSync', 'parseAsync'].includes(calledName(path));
    return isParse && receiver !== null && isYargs(program, receiver) ? valuesOf(program, null) : null;
  }
  if (!isMember(path) || memberName(path) !== 'argv') return null;
  return isYargs(program, objectOf(path)) ? valuesOf(program, null) : null;
}

/** The parameter of a handler: `.command('show <table>', 'description', builder, (argv) => ...)`, or in an object. */
export function yargsParameter(program: Program, callback: NodePath<babel.Function>, index: number): Parsed | null {
  if (index !== 0) return null;
  for (const call of program.calls.get('command') ?? []) {
    const receiver = receiverOf(call);
    if (receiver === null || !isYargs(program, receiver)) continue;
    const given = argumentsOf(call);
    const [first] = given;
    const module = first === undefined ? null : boundValue(first);
    const handlers = [given[3], propertyOf(module, 'handler')].flatMap((one) =>
      one === null || one === undefined ? [] : [boundValue(one)],
    );
    if (handlers.some(({ node }) => node === callback.node)) return valuesOf(program, call);
  }
  return null;
}

/** True for yargs itself, and what its methods give back. */
function isYargs(program: Program, raw: NodePath): boolean {
  let path = boundValue(raw);
  for (;;) {
    const name = qualifiedName(program, path);
    if (name === 'yargs' || name === 'yargs/yargs') return true;
    if (path.isIdentifier()) return isBuilderParameter(program, path);
    if (!isCall(path)) return false;
    path = receiverOf(path) ?? calleeExpression(path);
    path = boundValue(path);
  }
}

/** `(yargs) => yargs.option(...)` as the builder of a command. */
function isBuilderParameter(program: Program, path: NodePath<babel.Identifier>): boolean {
  const binding = path.scope.getBinding(path.node.name);
  const definition = binding?.kind === 'param' && binding.path.key === 0 ? binding.scope.path : null;
  if (definition === null || !definition.isFunction()) return false;
  return (program.calls.get('command') ?? []).some((call) => {
    const receiver = receiverOf(call);
    const builders = [argumentAt(call, 2), propertyOf(argumentAt(call, 0), 'builder')].flatMap((one) =>
      one === null ? [] : [boundValue(one)],
    );
    return receiver !== null && builders.some(({ node }) => node === definition.node) && isYargs(program, receiver);
  });
}

/** A place where yargs is told of a value: its name, and the object that describes it. */
export interface YargsDeclaration {
  readonly call: Call;
  readonly name: string;
  readonly options: NodePath | null;
}

function valuesOf(program: Program, command: Call | null): Parsed {
  return {
    kind: 'options',
    read(name) {
      if (name === '_') return { kind: 'words', key: 'argv._', label: 'argv._', from: 0 };
      const found = declarationsOf(program).filter((one) => namesOf(one).some((other) => camelCase(other) === camelCase(name)));
      const own = command === null ? found : found.filter(({ call }) => isWithin(call, command.node));
      // What stands in the builder of another command is another value.
      const common = found.filter(({ call }) => !isInCommand(program, call));
      const relevant = own.length > 0 ? own : common;
      const names: [string, ...string[]] = [name, ...relevant.flatMap((one) => namesOf(one))];
      const label = labelOf(program, command, name);
      return (
        yargsValue(program, { names, label }, command, relevant) ?? {
          kind: 'value',
          value: plainValue(`yargs:${name}`, label, name),
        }
      );
    },
  };
}

/** As a user writes it: `<table>` where a command has a positional of that name, else `--table`. */
function labelOf(program: Program, command: Call | null, name: string): string {
  const commands = command === null ? (program.calls.get('command') ?? []) : [command];
  const positional = commands.flatMap(positionalsOf).find((one) => camelCase(one) === camelCase(name));
  return positional === undefined ? `--${name}` : `<${positional}>`;
}

/** The names in `'show <table> [limit]'`: https://yargs.js.org/docs/#api-reference-commandcmd-desc-builder-handler */
function positionalsOf(command: Call): readonly string[] {
  const first = argumentAt(command, 0);
  const told = first === null ? null : (propertyOf(boundValue(first), 'command') ?? first);
  const value = told === null ? null : boundValue(told);
  const texts =
    value?.isArrayExpression() === true ? (value.get('elements') as readonly NodePath[]) : value === null ? [] : [value];
  return texts
    .flatMap((text) => [...(stringText(text) ?? '').matchAll(/[<[]([^\]>]+)[\]>]/g)])
    .flatMap(([, words = '']) =>
      words
        .replace(/\.\.+$/, '')
        .split('|')
        .map((word) => word.trim()),
    );
}

function isInCommand(program: Program, call: Call): boolean {
  return (program.calls.get('command') ?? []).some((command) =>
    argumentsOf(command).some((argument) => isWithin(call, argument.node)),
  );
}

function camelCase(text: string): string {
  return text.replace(/-([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

function namesOf({ name, options }: YargsDeclaration): readonly string[] {
  const alias = propertyOf(options, 'alias');
  const value = alias === null ? null : boundValue(alias);
  const listed =
    value?.isArrayExpression() === true ? (value.get('elements') as readonly NodePath[]) : value === null ? [] : [value];
  return [name, ...listed.flatMap((item) => stringText(item) ?? [])];
}

function declarationsOf(program: Program): readonly YargsDeclaration[] {
  const methods = ['option', 'options', 'positional'].flatMap((method) => program.calls.get(method) ?? []);
  const called = methods.flatMap((call): readonly YargsDeclaration[] => {
    const receiver = receiverOf(call);
    const [first, second] = [argumentAt(call, 0), argumentAt(call, 1)];
    if (receiver === null || first === null || !isYargs(program, receiver)) return [];
    const name = stringText(first);
    if (name !== null) return [{ call, name, options: second === null ? null : boundValue(second) }];
    return listed(call, boundValue(first));
  });
  const builders = (program.calls.get('command') ?? []).flatMap((call) => {
    const receiver = receiverOf(call);
    if (receiver === null || !isYargs(program, receiver)) return [];
    const given = [argumentAt(call, 2), propertyOf(argumentAt(call, 0), 'builder')];
    return given.flatMap((builder) => (builder === null ? [] : listed(call, unwrap(builder))));
  });
  return [...called, ...builders];
}

/** `{ table: { type: 'string' } }` */
function listed(call: Call, object: NodePath): readonly YargsDeclaration[] {
  if (!object.isObjectExpression()) return [];
  return object.get('properties').flatMap((property): readonly YargsDeclaration[] => {
    if (!property.isObjectProperty()) return [];
    const name = keyName(property.node.key, property.node.computed);
    return name === null ? [] : [{ call, name, options: unwrap(property.get('value') as NodePath) }];
  });
}
