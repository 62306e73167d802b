import type { PythonServices, SyntaxNode } from 'codex-codemod';
import { isClickCommand } from './click-command.js';

type Services = Pick<PythonServices, 'scope' | 'imports'>;

/** A statement `sys.exit(n)` of a click command, and what takes its place. */
export interface ClickExit {
  readonly use: SyntaxNode;
  readonly call: SyntaxNode;
  readonly newText: string;
  /** True when `click` itself has to be imported for it. */
  readonly needsClick: boolean;
}

/**
 * The click way out for a read of `sys`, or null where it cannot be shown to be the same. `click.exceptions.Exit(n)` ends
 * the program with exit code n when it reaches click's `main` (https://click.palletsprojects.com/en/stable/exceptions/). It is a
 * RuntimeError, and SystemExit is not: nothing between here and there may catch one and not the other.
 */
export function clickExit(use: SyntaxNode, services: Services): ClickExit | null {
  const call = exitCall(use);
  const command = use.closest('function_definition', 'lambda', 'class_definition');
  if (call === null || command?.type !== 'function_definition' || !isClickCommand(command, services)) return null;
  const code = exitCode(call, services);
  if (code === null || isCaughtInside(call, command, services)) return null;
  const click = services.imports.localName('click');
  const root = (click ?? 'click').split('.')[0] ?? 'click';
  const seen = services.scope.lookup(root, services.scope.scopeOf(use));
  const isFree = click === null ? seen === null : seen?.scope === services.scope.module;
  if (!isFree) return null;
  return { use, call, newText: `raise ${click ?? 'click'}.exceptions.Exit(${code})`, needsClick: click === null };
}

/** The call `sys.exit(...)` that is a whole statement. */
function exitCall(use: SyntaxNode): SyntaxNode | null {
  const attribute = use.parent?.type === 'attribute' && use.field === 'object' ? use.parent : null;
  const call = attribute?.parent;
  if (attribute?.child('attribute')?.text !== 'exit' || call?.type !== 'call' || call.child('function') !== attribute)
    return null;
  return call.parent?.type === 'expression_statement' && call.parent.namedChildren.length === 1 ? call : null;
}

/** The source of an exit code that is surely a whole number, `0` for none; or null. */
function exitCode(call: SyntaxNode, { scope }: Services): string | null {
  const list = call.child('arguments');
  if (list?.type !== 'argument_list' || list.children.some((child) => child.type === 'comment')) return null;
  const [value, ...rest] = list.namedChildren;
  if (value === undefined || (value.type === 'none' && rest.length === 0)) return '0';
  if (rest.length > 0) return null;
  if (isWholeNumber(value)) return value.text;
  if (value.type !== 'identifier') return null;
  const resolution = scope.resolve(value);
  if (resolution.kind !== 'bound' || resolution.binding.scope !== scope.module || resolution.binding.sites.length !== 1)
    return null;
  const by = resolution.binding.sites[0]?.by;
  const constant = by?.type === 'assignment' && by.parent?.parent?.type === 'module' ? by.child('right') : null;
  return constant !== null && isWholeNumber(constant) ? value.text : null;
}

function isWholeNumber(node: SyntaxNode): boolean {
  if (node.type === 'integer') return /^\d+$/.test(node.text);
  return node.type === 'unary_operator' && /^-\d+$/.test(node.text);
}

/** Builtin exceptions that `click.exceptions.Exit` or SystemExit is one of. */
const CATCHING = new Set(['BaseException', 'Exception', 'RuntimeError', 'SystemExit', 'BaseExceptionGroup', 'ExceptionGroup']);

/** Exceptions of the standard library that command-line programs catch, and that neither of the two is. */
const OTHERS = new Set([
  'configparser.Error',
  'csv.Error',
  'json.JSONDecodeError',
  'shutil.Error',
  'socket.error',
  'sqlite3.DatabaseError',
  'sqlite3.Error',
  'sqlite3.IntegrityError',
  'sqlite3.OperationalError',
  'subprocess.CalledProcessError',
  'subprocess.TimeoutExpired',
  'urllib.error.HTTPError',
  'urllib.error.URLError',
]);

/** True when something inside the command may treat the two exceptions differently: a handler, or a context manager. */
function isCaughtInside(call: SyntaxNode, command: SyntaxNode, services: Services): boolean {
  let node = call;
  for (const parent of call.ancestors()) {
    if (parent === command) return false;
    if (parent.type === 'with_statement' && node.field === 'body') return true;
    const isTried = parent.type === 'try_statement' && node.field === 'body';
    if (isTried && parent.children.some((clause) => clause.type.startsWith('except') && mayCatch(clause, services))) return true;
    node = parent;
  }
  return true;
}

function mayCatch(handler: SyntaxNode, services: Services): boolean {
  const value = handler.child('value');
  const type = value?.type === 'as_pattern' ? value.namedChildren[0] : value;
  const types = type?.type === 'tuple' ? type.namedChildren : [type];
  return !types.every((one) => one !== null && one !== undefined && isOther(one, services));
}

/** A class that is defined in this file is no ancestor of click's exception or Python's. */
function isOther(type: SyntaxNode, { scope, imports }: Services): boolean {
  const resolution = type.type === 'identifier' ? scope.resolve(type) : null;
  if (resolution?.kind === 'builtin') return !CATCHING.has(type.text);
  if (resolution?.kind === 'bound' && resolution.binding.sites.every((site) => site.kind === 'class')) return true;
  return OTHERS.has(imports.qualifiedName(type) ?? '');
}
