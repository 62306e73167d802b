import { CodemodError } from '../../../core/errors.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import type { PatternMatch } from '../services.js';
import { isSuite, statementsOf } from '../statements/statement.js';
import { type CompiledPattern, compilePattern, type Element } from './compile-pattern.js';
import { type Bindings, matchElement, matchElements } from './match-element.js';

const NONE: Bindings = new Map();

/** The nodes of whole files by type: most patterns are tried at few of them. */
const nodesByType = new WeakMap<PythonFile, ReadonlyMap<string, readonly SyntaxNode[]>>();

/**
 * The places that look like a piece of code, in the order of the text; see {@link PatternMatch}. A pattern of several
 * statements matches them in a row, without overlap.
 *
 * @throws CodemodError `pattern-invalid`.
 */
export function pattern(file: PythonFile, code: string, within?: SyntaxNode): readonly PatternMatch[] {
  const compiled = compilePattern(code);
  return compiled.kind === 'node' ? singleMatches(file, compiled, within) : rowMatches(file, compiled, within);
}

function singleMatches(file: PythonFile, compiled: CompiledPattern, within?: SyntaxNode): readonly PatternMatch[] {
  const [element] = compiled.elements;
  if (element === undefined) return [];
  return candidates(file, typesOf(element), within).flatMap((node) => {
    const bindings = matchElement(element, node, NONE, (bound) => bound);
    return bindings === null ? [] : [new Match(node, node, bindings, compiled)];
  });
}

function rowMatches(file: PythonFile, compiled: CompiledPattern, within?: SyntaxNode): readonly PatternMatch[] {
  return candidates(file, ['module', 'block'], within)
    .filter(isSuite)
    .flatMap((suite) => rowsIn(statementsOf(suite), compiled))
    .sort((a, b) => a.node.start - b.node.start);
}

function rowsIn(statements: readonly SyntaxNode[], compiled: CompiledPattern): readonly PatternMatch[] {
  const matches: PatternMatch[] = [];
  for (let start = 0; start < statements.length; ) {
    let count = 0;
    const end = (bound: Bindings, length: number): Bindings => {
      count = length;
      return bound;
    };
    const bindings = matchElements(compiled.elements, statements.slice(start), NONE, end, true);
    const first = statements[start];
    const last = statements[start + count - 1];
    if (bindings !== null && first !== undefined && last !== undefined) matches.push(new Match(first, last, bindings, compiled));
    start += Math.max(count, 1);
  }
  return matches;
}

function typesOf(element: Element): readonly string[] {
  if (element.kind === 'node') return element.types;
  return element.kind === 'token' ? [element.type] : ['string'];
}

function candidates(file: PythonFile, types: readonly string[], within?: SyntaxNode): readonly SyntaxNode[] {
  if (within !== undefined) return [...within.ofType(...types)];
  const byType = nodesByType.get(file) ?? groupByType(file.root);
  nodesByType.set(file, byType);
  const nodes = types.flatMap((type) => byType.get(type) ?? []);
  return types.length > 1 ? nodes.sort((a, b) => a.start - b.start || b.end - a.end) : nodes;
}

function groupByType(root: SyntaxNode): ReadonlyMap<string, readonly SyntaxNode[]> {
  const byType = new Map<string, SyntaxNode[]>();
  for (const node of root.descendants()) {
    const nodes = byType.get(node.type);
    if (nodes === undefined) byType.set(node.type, [node]);
    else nodes.push(node);
  }
  return byType;
}

class Match implements PatternMatch {
  readonly node: SyntaxNode;
  readonly last: SyntaxNode;
  readonly #bindings: Bindings;
  readonly #pattern: CompiledPattern;

  constructor(node: SyntaxNode, last: SyntaxNode, bindings: Bindings, compiled: CompiledPattern) {
    this.node = node;
    this.last = last;
    this.#bindings = bindings;
    this.#pattern = compiled;
  }

  one(name: string): SyntaxNode {
    const [node] = this.#pattern.names.get(name) === 'one' ? (this.#bindings.get(name) ?? []) : [];
    if (node === undefined) throw new CodemodError('capture-missing', `The pattern has no metavariable $${name}.`);
    return node;
  }

  list(name: string): readonly SyntaxNode[] {
    if (!this.#pattern.names.has(name)) throw new CodemodError('capture-missing', `The pattern has no metavariable $$$${name}.`);
    return this.#bindings.get(name) ?? [];
  }
}
