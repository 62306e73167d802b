import type { SyntaxNode } from '../../../core/syntax-node.js';
import { type Privacy, pythonName } from './python-name.js';
import type { Binding, BindingSite, Scope, ScopeKind } from './scope.js';

const NO_NODES: readonly SyntaxNode[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

/** A binding while the file is read. Lists that are seldom needed are made when they are: files have many names. */
export class BindingDraft implements Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly sites: BindingSite[] = [];
  readonly uses: SyntaxNode[] = [];
  #fallbackUses: SyntaxNode[] | null = null;
  #declarations: SyntaxNode[] | null = null;

  constructor(name: string, scope: Scope) {
    this.name = name;
    this.scope = scope;
  }

  get fallbackUses(): readonly SyntaxNode[] {
    return this.#fallbackUses ?? NO_NODES;
  }

  get declarations(): readonly SyntaxNode[] {
    return this.#declarations ?? NO_NODES;
  }

  addFallbackUse(identifier: SyntaxNode): void {
    this.#fallbackUses ??= [];
    this.#fallbackUses.push(identifier);
  }

  addDeclaration(identifier: SyntaxNode): void {
    this.#declarations ??= [];
    this.#declarations.push(identifier);
  }
}

/** A scope while the file is read. */
export class ScopeDraft implements Scope {
  readonly kind: ScopeKind;
  readonly node: SyntaxNode;
  readonly parent: ScopeDraft | null;
  readonly children: ScopeDraft[] = [];
  readonly bindings = new Map<string, BindingDraft>();
  readonly classCell: BindingDraft | null;
  readonly privacy: Privacy | null;
  /** True where Python never runs the code: in an annotation that it does not evaluate. */
  readonly unevaluated: boolean;
  /** Names that something binds here, whichever scope they belong to. */
  readonly bound = new Set<string>();
  /** Names that are written here, bound or read or declared, and what they stand for once they are resolved. */
  readonly names = new Map<string, BindingDraft | null>();

  #globals: Set<string> | null = null;
  #nonlocals: Set<string> | null = null;

  constructor(kind: ScopeKind, node: SyntaxNode, parent: ScopeDraft | null, privacy: Privacy | null) {
    this.kind = kind;
    this.node = node;
    this.parent = parent;
    this.privacy = privacy;
    this.unevaluated = kind === 'annotation' || parent?.unevaluated === true;
    this.classCell = kind === 'class' ? new BindingDraft('__class__', this) : null;
    parent?.children.push(this);
  }

  get globals(): ReadonlySet<string> {
    return this.#globals ?? NO_NAMES;
  }

  get nonlocals(): ReadonlySet<string> {
    return this.#nonlocals ?? NO_NAMES;
  }

  declare(kind: 'global' | 'nonlocal', name: string): void {
    if (kind === 'global') {
      this.#globals ??= new Set();
      this.#globals.add(name);
    } else {
      this.#nonlocals ??= new Set();
      this.#nonlocals.add(name);
    }
  }

  nameOf(text: string): string {
    return pythonName(text, this.privacy);
  }
}
