import type { Range } from './range.js';

/** Two of three nodes have no children: one list serves them all. */
export const NO_CHILDREN: readonly SyntaxNode[] = Object.freeze([]);

/**
 * A node of a concrete syntax tree. The tree is a plain value, copied out of the parser in one walk, so that
 * reading it cannot crash the process and needs no native memory. Nodes are shared: never change one.
 *
 * Foreign trees can be deep. Walk with {@link SyntaxNode.descendants} and {@link SyntaxNode.ancestors}, not by recursion.
 */
export class SyntaxNode implements Range {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** False for punctuation and keywords. */
  readonly named: boolean;
  /** The grammar's name for this child's place in its parent, or null. */
  readonly field: string | null;
  readonly parent: SyntaxNode | null;
  readonly children: readonly SyntaxNode[] = NO_CHILDREN;
  /** The place among the parent's children. */
  readonly index: number;
  readonly #source: string;

  constructor(init: {
    type: string;
    start: number;
    end: number;
    named: boolean;
    field: string | null;
    parent: SyntaxNode | null;
    index: number;
    source: string;
  }) {
    this.type = init.type;
    this.start = init.start;
    this.end = init.end;
    this.named = init.named;
    this.field = init.field;
    this.parent = init.parent;
    this.index = init.index;
    this.#source = init.source;
  }

  get text(): string {
    return this.#source.slice(this.start, this.end);
  }

  /** Children that are neither punctuation nor keywords nor comments. */
  get namedChildren(): readonly SyntaxNode[] {
    return this.children.filter((child) => child.named && child.type !== 'comment');
  }

  /** The first child in the grammar field, or null. */
  child(field: string): SyntaxNode | null {
    return this.children.find((child) => child.field === field && child.type !== 'comment') ?? null;
  }

  /** All children in the grammar field. */
  childrenIn(field: string): readonly SyntaxNode[] {
    return this.children.filter((child) => child.field === field && child.type !== 'comment');
  }

  /** The first child of one of the types, or null. */
  childOfType(...types: readonly string[]): SyntaxNode | null {
    return this.children.find((child) => types.includes(child.type)) ?? null;
  }

  get nextSibling(): SyntaxNode | null {
    return this.parent?.children[this.index + 1] ?? null;
  }

  get previousSibling(): SyntaxNode | null {
    return this.index === 0 ? null : (this.parent?.children[this.index - 1] ?? null);
  }

  /** This node and everything below it, parents first, in the order of the text. A subtree is left out where `enter` says false. */
  *descendants(enter?: (node: SyntaxNode) => boolean): Generator<SyntaxNode> {
    let node: SyntaxNode | null = this;
    while (node !== null) {
      yield node;
      node = (enter === undefined || enter(node) ? node.children[0] : undefined) ?? node.#following(this);
    }
  }

  /** The descendants of one of the types, this node included. */
  *ofType(...types: readonly string[]): Generator<SyntaxNode> {
    let node: SyntaxNode | null = this;
    while (node !== null) {
      if (types.includes(node.type)) yield node;
      node = node.children[0] ?? node.#following(this);
    }
  }

  /** The next node in the order of the text that is not below this one; null where it is not below `root` either. */
  #following(root: SyntaxNode): SyntaxNode | null {
    let node: SyntaxNode = this;
    while (node !== root) {
      const { parent }: SyntaxNode = node;
      if (parent === null) return null;
      const next = parent.children[node.index + 1];
      if (next !== undefined) return next;
      node = parent;
    }
    return null;
  }

  /** The parent, its parent, and so on up to the root. */
  *ancestors(): Generator<SyntaxNode> {
    for (let node = this.parent; node !== null; node = node.parent) yield node;
  }

  /** The nearest ancestor of one of the types, or null. */
  closest(...types: readonly string[]): SyntaxNode | null {
    for (const node of this.ancestors()) if (types.includes(node.type)) return node;
    return null;
  }

  /** The smallest node that covers the range. */
  at(range: Range): SyntaxNode {
    let node: SyntaxNode = this;
    for (;;) {
      const inner = node.children.find(
        (child) => child.start <= range.start && range.end <= child.end && child.end > child.start,
      );
      if (inner === undefined) return node;
      node = inner;
    }
  }
}
