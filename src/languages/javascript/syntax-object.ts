import type { ParseResult } from '@babel/parser';
import type { Range } from '../../core/range.js';

/** A node of a Babel tree, before anything but its type and place is known. */
export interface SyntaxObject extends Range {
  readonly type: string;
  readonly [field: string]: unknown;
}

export function isSyntaxObject(value: unknown): value is SyntaxObject {
  if (typeof value !== 'object' || value === null) return false;
  return 'type' in value && typeof value.type === 'string' && 'start' in value && typeof value.start === 'number';
}

/** Babel's types promise no other fields than those of each node; every field is looked at here. */
export function rootOf(ast: ParseResult): SyntaxObject {
  return ast as unknown as SyntaxObject;
}

/** Fields that say where a node stands or how it was written, not what it is. */
const NOT_CHILDREN = new Set([
  'loc',
  'extra',
  'errors',
  'tokens',
  'comments',
  'leadingComments',
  'innerComments',
  'trailingComments',
]);

export interface Visit {
  readonly node: SyntaxObject;
  /** Babel's name for its place in the parent; null for the root. */
  readonly field: string | null;
  /** How many nodes lie above this one. */
  readonly depth: number;
}

/** Walks a Babel tree, parents before children, without recursion. */
export function* walk(root: SyntaxObject): Generator<Visit> {
  const pending: Visit[] = [{ node: root, field: null, depth: 0 }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    yield visit;
    for (const child of childrenOf(visit).reverse()) pending.push(child);
  }
}

function childrenOf({ node, depth }: Visit): Visit[] {
  const children: Visit[] = [];
  for (const [field, value] of Object.entries(node)) {
    if (NOT_CHILDREN.has(field)) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isSyntaxObject(child)) children.push({ node: child, field, depth: depth + 1 });
    }
  }
  return children;
}

/** True when a tree has more levels than this. Level by level: all of every file goes through here, and a generator would cost as much as a third of the parser. */
export function isDeeperThan(root: SyntaxObject, most: number): boolean {
  let level: SyntaxObject[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    const next: SyntaxObject[] = [];
    for (const node of level) {
      for (const field in node) {
        const value = node[field];
        if (typeof value !== 'object' || value === null || NOT_CHILDREN.has(field)) continue;
        if (!Array.isArray(value)) {
          if (isSyntaxObject(value)) next.push(value);
        } else for (const child of value) if (isSyntaxObject(child)) next.push(child);
      }
    }
    level = next;
  }
  return false;
}
