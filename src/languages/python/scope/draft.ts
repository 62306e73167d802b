import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { Binding, BindingSite, Scope, ScopeKind } from './scope.js';

/** A binding while the file is read. */
export class BindingDraft implements Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly sites: BindingSite[] = [];
  readonly uses: SyntaxNode[] = [];
  readonly fallbackUses: SyntaxNode[] = [];
  readonly declarations: SyntaxNode[] = [];

  constructor(name: string, scope: Scope) {
    this.name = name;
    this.scope = scope;
  }
}

/** A scope while the file is read. */
export class ScopeDraft implements Scope {
  readonly kind: ScopeKind;
  readonly node: SyntaxNode;
  readonly parent: ScopeDraft | null;
  readonly children: ScopeDraft[] = [];
  readonly bindings = new Map<string, BindingDraft>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  readonly privateTo: string | null;
  readonly classCell: BindingDraft | null;
  /** True where Python never runs the code: in an annotation that it does not evaluate. */
  readonly unevaluated: boolean;
  /** Names that something binds here, whichever scope they belong to. */
  readonly bound = new Set<string>();
  /** Names that are written here, bound or read or declared, and what they stand for once they are resolved. */
  readonly names = new Map<string, BindingDraft | null>();

  constructor(kind: ScopeKind, node: SyntaxNode, parent: ScopeDraft | null, privateTo: string | null) {
    this.kind = kind;
    this.node = node;
    this.parent = parent;
    this.privateTo = privateTo;
    this.unevaluated = kind === 'annotation' || parent?.unevaluated === true;
    this.classCell = kind === 'class' ? new BindingDraft('__class__', this) : null;
    parent?.children.push(this);
  }
}
