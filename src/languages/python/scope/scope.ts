import type { SyntaxNode } from '../../../core/syntax-node.js';

/**
 * What opens a scope. `type-parameters` holds the type parameters of a generic function, class or alias, and
 * `type-expression` the bound of a type parameter or the value of a type alias (PEP 695): both see the names of the
 * class that they stand in. An `annotation` is one that Python never evaluates, under `from __future__ import annotations`.
 */
export type ScopeKind =
  | 'module'
  | 'class'
  | 'function'
  | 'lambda'
  | 'comprehension'
  | 'type-parameters'
  | 'type-expression'
  | 'annotation';

/** What binds a name. `augmented-assignment` reads it first; `annotation` makes it a name of the scope without a value. */
export type BindingKind =
  | 'import'
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
  /** The identifier that is bound. For `import a.b.c` it is `a`. */
  readonly identifier: SyntaxNode;
  /** The statement, parameter, clause or expression that binds it. */
  readonly by: SyntaxNode;
}

/** A name of one scope, with every place that binds it and every place that reads it. No identifier is in two lists, but for `fallbackUses`. */
export interface Binding {
  /** As Python knows it: NFKC-normalized, and `_Class__name` for a private name of a class. */
  readonly name: string;
  readonly scope: Scope;
  /**
   * In the order of the text; some lie in inner scopes, by `global`, `nonlocal` and `:=`. Python itself binds the
   * `__class__` that the methods of a class see, so it has no site, but for those under `nonlocal __class__`.
   */
  readonly sites: readonly BindingSite[];
  /** Identifiers, in this scope and in inner ones, that resolve to this binding; those of annotations that are never evaluated, too. */
  readonly uses: readonly SyntaxNode[];
  /**
   * For names of the module: identifiers in class bodies that resolve to a name of the class, but read this one as long as
   * the class has not bound its own, as the second `sys` of `class A: sys = sys`.
   */
  readonly fallbackUses: readonly SyntaxNode[];
  /** Identifiers of `global` and `nonlocal` statements that speak of this binding. */
  readonly declarations: readonly SyntaxNode[];
}

/** A scope as Python has it: https://docs.python.org/3/reference/executionmodel.html#naming-and-binding */
export interface Scope {
  readonly kind: ScopeKind;
  /** The module, class, function, lambda, comprehension ... that opens it. */
  readonly node: SyntaxNode;
  readonly parent: Scope | null;
  readonly children: readonly Scope[];
  /** The names that belong to this scope. A name that it declares `global` or `nonlocal` belongs to another. */
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Names declared `global` or `nonlocal` here. */
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
  /** For a class: the `__class__` that its methods see. */
  readonly classCell: Binding | null;
  /** The name that a text written here stands for: NFKC-normalized, and `_Class__name` for a private name. */
  nameOf(text: string): string;
}

/** What an identifier stands for. */
export type Resolution =
  | { readonly kind: 'bound'; readonly binding: Binding }
  /** Not bound in the file, and a name of Python's `builtins`, or one that Python gives to every module or class. */
  | { readonly kind: 'builtin'; readonly maybeStar: boolean }
  /** Not bound in the file; `maybeStar` when a star import may bind it. */
  | { readonly kind: 'unbound'; readonly maybeStar: boolean }
  /** No name at all: an attribute, the name of a keyword argument, a part of a module's dotted name ... */
  | { readonly kind: 'none' };

/** The scopes and names of one file. */
export interface Scopes {
  readonly module: Scope;
  /** Every scope, the module first, outer ones before inner ones. */
  readonly all: readonly Scope[];
  /** The scope in which a node is evaluated: decorators, defaults and base classes belong to the outer one. */
  scopeOf(node: SyntaxNode): Scope;
  /**
   * Every identifier that is read (not bound, not an attribute, not a keyword name), in the order of the text.
   * Those of annotations count unless {@link Scopes.lazyAnnotations}; names in strings never do.
   */
  readonly reads: readonly SyntaxNode[];
  /** With {@link Scopes.lazyAnnotations}: the identifiers that annotations speak of, without being evaluated. */
  readonly annotationReads: readonly SyntaxNode[];
  /** The statements `from m import *`. */
  readonly starImports: readonly SyntaxNode[];
  /** What an identifier, be it read, bound or declared, stands for. */
  resolve(identifier: SyntaxNode): Resolution;
  /** The binding of a name as seen from a scope, following Python's rules; null when the file binds it nowhere there. */
  lookup(name: string, from: Scope): Binding | null;
  /** True under `from __future__ import annotations`: no annotation is evaluated. */
  readonly lazyAnnotations: boolean;
}
