import type Parser from 'tree-sitter';
import { CodemodError } from '../../../core/errors.js';
import { contains } from '../../../core/range.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import { endOfNode, nativeTreeOf } from '../parse.js';
import type { PythonFile } from '../python-file.js';
import type { CaptureNames, QueryMatch } from '../services.js';
import { type Captured, compileQuery } from './compile-query.js';
import { locate } from './locate.js';

/** The matches of whole files: a codemod that asks again within each function pays once. */
const found = new WeakMap<PythonFile, Map<string, readonly CapturesOfMatch[]>>();

type CapturesOfMatch = readonly Captured[];

/**
 * The matches of a tree-sitter query in a file, in the order of the text; with `within`, those whose captures all lie in
 * that node. A match without captures is no match.
 *
 * @throws CodemodError `query-invalid`.
 */
export function query<const Q extends string>(
  file: PythonFile,
  text: Q,
  within?: SyntaxNode,
): readonly QueryMatch<CaptureNames<Q>>[] {
  const all = matchesIn(file, text);
  const wanted = within === undefined ? all : all.filter((captures) => captures.every(({ node }) => isWithin(node, within)));
  return wanted.map(asMatch);
}

function matchesIn(file: PythonFile, text: string): readonly CapturesOfMatch[] {
  const ofFile = found.get(file) ?? new Map<string, readonly CapturesOfMatch[]>();
  found.set(file, ofFile);
  const known = ofFile.get(text);
  if (known !== undefined) return known;
  const { native, accepts } = compileQuery(text);
  const matches = native
    .matches(nativeTreeOf(file).rootNode)
    .map(({ pattern, captures }) => ({ pattern, captures: captures.flatMap((capture) => ourCapture(file, capture)) }))
    .filter(({ pattern, captures }) => captures.length > 0 && accepts(pattern, captures))
    .map(({ captures }) => captures)
    .sort((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
  ofFile.set(text, matches);
  return matches;
}

/** The captured node in our tree; white space (a line continuation) has none there. */
function ourCapture(file: PythonFile, { name, node }: Parser.QueryCapture): readonly Captured[] {
  const range = { start: node.startIndex, end: endOfNode(file.text, node.endIndex) };
  const ours = locate(file.root, node.type, range);
  return ours === null ? [] : [{ name, node: ours }];
}

function asMatch<Name extends string>(captures: CapturesOfMatch): QueryMatch<Name> {
  const all = (name: string): readonly SyntaxNode[] =>
    captures.flatMap((capture) => (capture.name === name ? [capture.node] : []));
  return {
    all,
    one(name) {
      const [node] = all(name);
      if (node === undefined)
        throw new CodemodError('capture-missing', `This match of the query captured no @${name}; use all().`);
      return node;
    },
  };
}

function isWithin(node: SyntaxNode, within: SyntaxNode): boolean {
  return (
    contains(within, node) && (node === within || node.start > within.start || node.end < within.end || isBelow(node, within))
  );
}

/** For nodes of one range: a parent of `within` is not in it. */
function isBelow(node: SyntaxNode, within: SyntaxNode): boolean {
  for (const ancestor of node.ancestors()) if (ancestor === within) return true;
  return false;
}

function startOf(captures: CapturesOfMatch): number {
  return Math.min(...captures.map(({ node }) => node.start));
}

function endOf(captures: CapturesOfMatch): number {
  return Math.max(...captures.map(({ node }) => node.end));
}
