import type { PythonServices, SyntaxNode } from 'codex-codemod';
import { runsOtherwise } from './runs-otherwise.js';

type Services = Pick<PythonServices, 'scope' | 'imports'>;

/** Decorators of click that give a command its parameters, and call it as it is. */
const PLAIN = new Set([
  'click.option',
  'click.argument',
  'click.pass_context',
  'click.pass_obj',
  'click.version_option',
  'click.help_option',
  'click.confirmation_option',
  'click.password_option',
  'click.decorators.option',
  'click.decorators.argument',
]);

const COMMANDS = new Set(['click.command', 'click.group', 'click.decorators.command', 'click.decorators.group']);

/** Groups may hang on groups; nobody nests them deeper. */
const MOST_GROUPS = 20;

/**
 * True when click alone calls the function, through the `main` that turns `click.exceptions.Exit` into an exit code: all its
 * decorators are click's, no command or group on the way has a class of its own, nothing asks for `standalone_mode`, and
 * nothing in the file runs it in another way.
 */
export function isClickCommand(definition: SyntaxNode, services: Services): boolean {
  if (isAsync(definition) || mentionsStandaloneMode(definition)) return false;
  let current: SyntaxNode | null = definition;
  for (let step = 0; current !== null && step < MOST_GROUPS; step++) {
    const registration: Registration | null = registrationOf(current, services);
    if (registration === null || runsOtherwise(current, services)) return false;
    if (registration.group === null) return true;
    current = registration.group;
  }
  return false;
}

/** How a function becomes a command: by `click.command` itself (`group` is null), or as part of a group of this file. */
interface Registration {
  readonly group: SyntaxNode | null;
}

function registrationOf(definition: SyntaxNode, services: Services): Registration | null {
  const decorated = definition.parent;
  if (decorated?.type !== 'decorated_definition' || decorated.parent?.type !== 'module') return null;
  const decorators = decorated.children.filter((child) => child.type === 'decorator');
  const found: Registration[] = [];
  for (const decorator of decorators) {
    const expression = decorator.namedChildren[0];
    const called = expression?.type === 'call' ? expression.child('function') : (expression ?? null);
    if (called === null) return null;
    const name = services.imports.qualifiedName(called);
    if (name !== null && PLAIN.has(name)) continue;
    const registration = name !== null && COMMANDS.has(name) ? { group: null } : groupOf(called, services);
    if (registration === null || hasOwnClass(expression)) return null;
    found.push(registration);
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** For `@cli.command(...)`: the function `cli` of this file, when nothing else is called so. */
function groupOf(called: SyntaxNode, { scope }: Services): Registration | null {
  const method = called.type === 'attribute' ? called.child('attribute')?.text : undefined;
  const object = called.child('object');
  if ((method !== 'command' && method !== 'group') || object?.type !== 'identifier') return null;
  const resolution = scope.resolve(object);
  if (resolution.kind !== 'bound' || resolution.binding.sites.length !== 1) return null;
  const site = resolution.binding.sites[0];
  if (site?.kind !== 'function') return null;
  const definition = site.identifier.parent;
  return definition?.type === 'function_definition' ? { group: definition } : null;
}

/** `cls=`, or arguments that cannot be looked into. */
function hasOwnClass(expression: SyntaxNode | undefined): boolean {
  const values = expression?.type === 'call' ? (expression.child('arguments')?.namedChildren ?? []) : [];
  return values.some((value, index) => {
    if (value.type === 'dictionary_splat' || value.type === 'list_splat') return true;
    if (value.type === 'keyword_argument') return value.child('name')?.text === 'cls';
    // The second positional argument of `click.command` is the class.
    return index > 0;
  });
}

function isAsync(definition: SyntaxNode): boolean {
  return definition.children[0]?.type === 'async';
}

function mentionsStandaloneMode(definition: SyntaxNode): boolean {
  const root = definition.closest('module');
  for (const node of root?.ofType('keyword_argument', 'string_content') ?? []) {
    const name = node.type === 'keyword_argument' ? node.child('name')?.text : node.text;
    if (name === 'standalone_mode') return true;
  }
  return false;
}
