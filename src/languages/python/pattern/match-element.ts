import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { Element } from './compile-pattern.js';
import { significant } from './significant.js';
import { contentOf, type StringValue, stringValue } from './string-value.js';

/** What the metavariables stand for. */
export type Bindings = ReadonlyMap<string, readonly SyntaxNode[]>;

/** Is asked whether the rest matches, given the bindings so far: the way to try another length for a `$$$X`. */
type Rest = (bindings: Bindings) => Bindings | null;

/** What is no expression, statement or identifier by itself, though it is one node. */
const NOT_ONE = new Set([
  ...['as_pattern', 'keyword_argument', 'list_splat', 'dictionary_splat', 'pair', 'with_item', 'aliased_import', 'case_clause'],
  ...['default_parameter', 'typed_parameter', 'typed_default_parameter', 'list_splat_pattern', 'dictionary_splat_pattern'],
  ...['positional_separator', 'keyword_separator', 'for_in_clause', 'if_clause', 'wildcard_import', 'parenthesized_list_splat'],
]);

/**
 * Matches a pattern against a node. It descends with the pattern, never with the tree alone, so that its depth is the
 * pattern's.
 */
export function matchElement(element: Element, node: SyntaxNode, bindings: Bindings, rest: Rest): Bindings | null {
  switch (element.kind) {
    case 'one':
      return node.named && !NOT_ONE.has(node.type) ? bind(element.name, [node], bindings, rest) : null;
    case 'many':
      return matchElements([element], [node], bindings, rest);
    case 'token':
      return node.type === element.type && (element.text === null || element.text === node.text) ? rest(bindings) : null;
    case 'string':
      return isEqual(literalValue(node), element.value) ? rest(bindings) : null;
    case 'node':
      if (element.types.includes(node.type)) return matchElements(element.parts, significant(node), bindings, rest);
      return element.types.includes('argument_list') && node.type === 'generator_expression'
        ? matchElements(element.parts.slice(1, -1), [node], bindings, rest)
        : null;
  }
}

/** Matches elements against all of some siblings; with `open`, against the first of them, and `rest` is told how many. */
export function matchElements(
  elements: readonly Element[],
  nodes: readonly SyntaxNode[],
  bindings: Bindings,
  rest: (bindings: Bindings, count: number) => Bindings | null,
  open = false,
): Bindings | null {
  const from = (at: number, next: number, bound: Bindings): Bindings | null => {
    const element = elements[at];
    if (element === undefined) return open || next === nodes.length ? rest(bound, next) : null;
    if (element.kind !== 'many') {
      const node = nodes[next];
      return node === undefined ? null : matchElement(element, node, bound, (inner) => from(at + 1, next + 1, inner));
    }
    const longest = namedRun(nodes, next);
    // The last one of a row of statements takes them all.
    for (let end = open && at === elements.length - 1 ? longest : next; end <= longest; end++) {
      const found = bind(element.name, nodes.slice(next, end), bound, (inner) => from(at + 1, end, inner));
      if (found !== null) return found;
    }
    return null;
  };
  return from(0, 0, bindings);
}

function bind(name: string | null, nodes: readonly SyntaxNode[], bindings: Bindings, rest: Rest): Bindings | null {
  if (name === null) return rest(bindings);
  const bound = bindings.get(name);
  if (bound === undefined) return rest(new Map(bindings).set(name, nodes));
  const same = bound.length === nodes.length && bound.every((node, index) => node.text === nodes[index]?.text);
  return same ? rest(bindings) : null;
}

/** The end of the named nodes from an index on: a `$$$X` takes no brackets and no keywords. */
function namedRun(nodes: readonly SyntaxNode[], start: number): number {
  let end = start;
  while (nodes[end]?.named === true) end++;
  return end;
}

function literalValue(node: SyntaxNode): StringValue | null {
  if (node.type === 'string_content' && node.parent !== null) return stringValue(node.parent, node.text);
  return node.type === 'string' && node.childOfType('interpolation') === null ? stringValue(node, contentOf(node)) : null;
}

function isEqual(a: StringValue | null, b: StringValue): boolean {
  return a !== null && a.kind === b.kind && a.value === b.value;
}
