import type { Imports, SyntaxNode } from 'codex-codemod';

/**
 * What becomes of a datetime where it is made: `same` when an aware one gives the same as a naive one, `mark` when a UTC
 * mark is appended to its text by hand.
 */
export type ResultUse = 'same' | 'mark' | 'text' | 'instant' | 'kept';

const FIELDS = new Set(['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'fold']);
/** Methods whose result does not hold the time zone. The `dst()` of `timezone.utc` is None, so `timetuple()` is one of them. */
const PARTS = new Set([
  'date',
  'time',
  'weekday',
  'isoweekday',
  'isocalendar',
  'toordinal',
  'timetuple',
  'utctimetuple',
  'ctime',
]);

export function resultUse(made: SyntaxNode, imports: Imports): ResultUse {
  if (showsItsSource(made)) return 'kept';
  for (let node = made; ; ) {
    const parent = node.parent;
    if (parent?.type === 'parenthesized_expression') {
      node = parent;
    } else if (parent?.type === 'binary_operator') {
      if (!isShift(parent, node, imports)) return 'kept';
      node = parent;
    } else if (parent?.type === 'interpolation') {
      return isFormatted(parent) ? 'same' : 'text';
    } else if (parent?.type === 'attribute') {
      const name = parent.child('attribute')?.text ?? '';
      if (FIELDS.has(name)) return 'same';
      const call = callOf(parent);
      const use = call === null ? 'kept' : useOfMethod(name, call);
      if (use !== 'next' || call === null) return use === 'next' ? 'kept' : use;
      node = call;
    } else {
      return 'kept';
    }
  }
}

function useOfMethod(name: string, call: SyntaxNode): ResultUse | 'next' {
  const passed = call.child('arguments')?.namedChildren ?? [];
  if (PARTS.has(name)) return 'same';
  if (name === 'strftime')
    return passed.length === 1 && passed[0] !== undefined && isZoneless(literal(passed[0])) ? 'same' : 'text';
  if (name === 'isoformat') return isMarked(call) ? 'mark' : 'text';
  if (name === 'timestamp' || name === 'astimezone') return 'instant';
  if (name !== 'replace' || passed.some(({ type }) => type.endsWith('_splat'))) return 'kept';
  return passed.some((argument) => argument.child('name')?.text === 'tzinfo') ? 'same' : 'next';
}

/** `f"{utcnow().year=}"` prints the expression itself. */
function showsItsSource(node: SyntaxNode): boolean {
  for (const ancestor of node.ancestors()) {
    if (ancestor.type === 'interpolation' && ancestor.childOfType('=') !== null) return true;
  }
  return false;
}

/** `made + timedelta(...)`, which keeps the time zone. */
function isShift(operation: SyntaxNode, node: SyntaxNode, imports: Imports): boolean {
  const operator = operation.child('operator')?.text;
  const right = operation.child('right');
  const other = right === node ? operation.child('left') : right;
  const callee = other?.type === 'call' ? other.child('function') : null;
  if (operator !== '+' && (operator !== '-' || right === node)) return false;
  return callee !== null && imports.qualifiedName(callee) === 'datetime.timedelta';
}

function callOf(attribute: SyntaxNode): SyntaxNode | null {
  return attribute.parent?.type === 'call' && attribute.field === 'function' ? attribute.parent : null;
}

/** `f"{made:%Y}"`, which is `strftime`. */
function isFormatted(interpolation: SyntaxNode): boolean {
  const format = interpolation.childOfType('format_specifier');
  if (format === null || interpolation.childOfType('type_conversion') !== null) return false;
  const text = format.text.slice(1);
  return text !== '' && !/[{}\\]/.test(text) && isZoneless(text);
}

/** True for a `strftime` format without `%z`, `%Z` and `%:z`. */
function isZoneless(format: string | null): boolean {
  if (format === null) return false;
  const rest = format.replaceAll(/%[-_0^#]*\d*[EO]?[A-Ya-y%+]/g, '');
  return !rest.includes('%');
}

/** The value of a string of one part without escapes; null for any other expression. */
function literal(node: SyntaxNode): string | null {
  if (node.type !== 'string' || node.text.includes('\\')) return null;
  const prefix = node.childOfType('string_start')?.text ?? '';
  return /^[uUrR]?["']/.test(prefix) ? node.text.slice(prefix.length, node.text.length - prefix.replace(/^\w/, '').length) : null;
}

/** `made.isoformat() + "Z"` and `f"{made.isoformat()}Z"`, also when it was sliced in between. */
function isMarked(text: SyntaxNode): boolean {
  for (let node = text; ; ) {
    const parent = node.parent;
    const right = parent?.child('right') ?? null;
    if (parent?.type === 'parenthesized_expression') node = parent;
    else if (parent?.type === 'subscript' && node.field === 'value') node = parent;
    else if (parent?.type === 'attribute') node = callOf(parent) ?? parent;
    else if (parent?.type === 'binary_operator' && right === node) node = parent;
    else if (parent?.type === 'binary_operator' && right !== null) return isMark(literal(right));
    else if (parent?.type === 'interpolation') return isMark(parent.nextSibling?.text ?? null);
    else return false;
  }
}

function isMark(text: string | null): boolean {
  return text !== null && /^(Z|[+]00)/.test(text);
}
