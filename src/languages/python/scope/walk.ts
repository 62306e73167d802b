import type { SyntaxNode } from '../../../core/syntax-node.js';
import { ScopeDraft } from './draft.js';
import type { BindingKind, BindingSite, ScopeKind } from './scope.js';

/** What a node means where it stands: reads it, binds it, or sends the walk on to nodes inside it. */
export type Visit = (node: SyntaxNode, scope: ScopeDraft, walk: Walk) => void;

/** A place where a name is written. `site` is set where it is bound. */
export interface Mention {
  readonly identifier: SyntaxNode;
  readonly scope: ScopeDraft;
  readonly name: string;
  readonly role: 'read' | 'bound' | 'declared';
  readonly site: BindingSite | null;
}

interface Step {
  readonly node: SyntaxNode;
  readonly scope: ScopeDraft;
  readonly visit: Visit;
}

/** One walk over a syntax tree, in the order of the text and without recursion, that gathers scopes and mentions of names. */
export class Walk {
  readonly scopes: ScopeDraft[] = [];
  /** Where a node lies in another scope than its parent. */
  readonly borders = new Map<SyntaxNode, ScopeDraft>();
  readonly mentions = new Map<SyntaxNode, Mention>();
  readonly starImports: SyntaxNode[] = [];
  readonly lazyAnnotations: boolean;
  readonly #visitValue: Visit;
  #steps: Step[] = [];
  #current: ScopeDraft | null = null;

  /** @param visitValue What to do with a node whose value is wanted, or that is a statement. */
  constructor(visitValue: Visit, lazyAnnotations: boolean) {
    this.#visitValue = visitValue;
    this.lazyAnnotations = lazyAnnotations;
  }

  run(root: SyntaxNode, scope: ScopeDraft): void {
    this.#steps.push({ node: root, scope, visit: this.#visitValue });
    const stack: Step[] = this.#steps;
    for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
      this.#steps = [];
      this.#current = step.scope;
      step.visit(step.node, step.scope, this);
      for (let next = this.#steps.pop(); next !== undefined; next = this.#steps.pop()) stack.push(next);
    }
  }

  /** Sends the walk to a node after those asked for before; nothing happens where the grammar gave none. */
  go(node: SyntaxNode | null, scope: ScopeDraft, visit: Visit = this.#visitValue): void {
    if (node === null) return;
    if (scope !== this.#current) this.borders.set(node, scope);
    this.#steps.push({ node, scope, visit });
  }

  /** Sends the walk to every child that can hold a name. `visitFor` answers null for those whose value is wanted. */
  children(node: SyntaxNode, scope: ScopeDraft, visitFor: (child: SyntaxNode) => Visit | null = () => null): void {
    for (const child of node.children) {
      if (child.named && child.type !== 'comment') this.go(child, scope, visitFor(child) ?? this.#visitValue);
    }
  }

  /** @param privacy Set where a class gives its name to private names; else they are those of the parent. */
  open(kind: ScopeKind, node: SyntaxNode, parent: ScopeDraft | null, privacy = parent?.privacy ?? null): ScopeDraft {
    const scope = new ScopeDraft(kind, node, parent, privacy);
    this.scopes.push(scope);
    return scope;
  }

  read(identifier: SyntaxNode, scope: ScopeDraft): void {
    this.#mention(identifier, scope, 'read', null);
  }

  /** @param target The scope that the name is bound in, where it is not the one that it stands in. */
  bind(identifier: SyntaxNode, scope: ScopeDraft, kind: BindingKind, by: SyntaxNode, target: ScopeDraft = scope): void {
    const name = this.#mention(identifier, scope, 'bound', { kind, identifier, by });
    target.bound.add(name);
  }

  declare(identifier: SyntaxNode, scope: ScopeDraft, kind: 'global' | 'nonlocal'): void {
    scope.declare(kind, this.#mention(identifier, scope, 'declared', null));
  }

  #mention(identifier: SyntaxNode, scope: ScopeDraft, role: Mention['role'], site: BindingSite | null): string {
    const name = scope.nameOf(identifier.text);
    this.mentions.set(identifier, { identifier, scope, name, role, site });
    scope.names.set(name, null);
    return name;
  }
}
