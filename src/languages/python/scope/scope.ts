import type { SyntaxNode } from '../../../core/syntax-node.js';

export type ScopeKind = 'module' | 'class' | 'function' | 'lambda' | 'comprehension' | 'type-parameters' | 'annotation';

/** What binds a name. */
export type BindingKind =
  | 'import'
  | 'star-import'
  | 'assignment'
  | 'augmented-assignment'
  | 'annotation'
  | 'parameter'
  | 'for'
  | 'with'
  | 'except'
  | 'match'
  | 'walrus'
  | 'function'
  | 'class'
  | 'delete'
  | 'type-parameter'
  | 'type-alias';

/** One place that binds a name. */
export interface BindingSite {
  readonly kind: BindingKind;
  /** The identifier that is bound. */
  readonly identifier: SyntaxNode;
  /** The statement, parameter or clause that binds it. */
  readonly by: SyntaxNode;
}

/** A name of one scope, with every place that binds it and every place that reads it from anywhere. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly sites: readonly BindingSite[];
  /** Identifiers, in this scope and in inner ones, that resolve to this binding. */
  readonly uses: readonly SyntaxNode[];
}

/** A scope as Python has it: https://docs.python.org/3/reference/executionmodel.html#naming-and-binding */
export interface Scope {
  readonly kind: ScopeKind;
  /** The module, class, function, lambda, comprehension ... that opens it. */
  readonly node: SyntaxNode;
  readonly parent: Scope | null;
  readonly children: readonly Scope[];
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Names declared `global` or `nonlocal` here. */
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
}

/** What an identifier that is read stands for. */
export type Resolution =
  | { readonly kind: 'bound'; readonly binding: Binding }
  /** Not bound in the file, and a name of Python's `builtins`. */
  | { readonly kind: 'builtin' }
  /** Not bound in the file; `maybeStar` when a star import may bind it. */
  | { readonly kind: 'unbound'; readonly maybeStar: boolean };

/** The scopes and names of one file. */
export interface Scopes {
  readonly module: Scope;
  /** The scope in which a node is evaluated: decorators, defaults and base classes belong to the outer one. */
  scopeOf(node: SyntaxNode): Scope;
  /** Every identifier that is read (not bound, not an attribute, not a keyword name), in the order of the text. */
  readonly reads: readonly SyntaxNode[];
  /** What a read identifier stands for. */
  resolve(identifier: SyntaxNode): Resolution;
  /** The binding of a name as seen from a scope, following Python's rules; null when the file binds it nowhere there. */
  lookup(name: string, from: Scope): Binding | null;
  /** True when the module's code is evaluated under `from __future__ import annotations`. */
  readonly lazyAnnotations: boolean;
}
