import type { Binding, BindingSite, SyntaxNode } from 'codex-codemod';
import { branchesOf, leaves } from './leaves.js';
import type { Module } from './module.js';
import { ownerOf } from './owner.js';

/** Deeper nests of statements are taken as binding nothing for certain. */
const MOST_NESTING = 20;

/** Where the value of a name may have been bound, as seen from a place that reads it. */
export function reachingSites(module: Module, use: SyntaxNode, binding: Binding): readonly BindingSite[] {
  const sites = binding.sites.filter((site) => site.kind !== 'annotation');
  const owner = binding.scope.node;
  const elsewhere = sites.some((site) => ownerOf(module, site.identifier) !== owner);
  if (sites.length < 2 || elsewhere || ownerOf(module, use) !== owner) return sites;
  return new Reaching(module, sites, owner).from(use);
}

/** Walks from a use backwards and outwards, until every path has met a site. */
class Reaching {
  readonly #module: Module;
  readonly #sites: readonly BindingSite[];
  readonly #owner: SyntaxNode;
  readonly #found = new Set<BindingSite>();

  constructor(module: Module, sites: readonly BindingSite[], owner: SyntaxNode) {
    this.#module = module;
    this.#sites = sites;
    this.#owner = owner;
  }

  from(use: SyntaxNode): readonly BindingSite[] {
    let child = use;
    for (const parent of use.ancestors()) {
      if (this.#cross(parent, child)) break;
      if (parent === this.#owner) {
        this.#add(this.#sites.filter((site) => site.kind === 'parameter'));
        break;
      }
      child = parent;
    }
    return this.#sites.filter((site) => this.#found.has(site));
  }

  /** Takes up the sites that run before `child` in its parent; true when one of them has run for certain. */
  #cross(parent: SyntaxNode, child: SyntaxNode): boolean {
    switch (parent.type) {
      case 'block':
      case 'module':
        return this.#backwards(parent.children.slice(0, child.index));
      case 'for_statement':
      case 'while_statement':
        if (child.field === 'body' || child.type === 'else_clause') this.#addWithin(parent.child('body'));
        return child.field === 'body' && this.#addWithin(parent.child('left')) > 0;
      case 'with_statement':
        return child.field === 'body' && this.#addWithin(parent.childOfType('with_clause')) > 0;
      case 'try_statement':
        if (child.field !== 'body') for (const part of parent.children.slice(0, child.index)) this.#addWithin(part);
        return false;
      case 'if_statement':
      case 'elif_clause':
        return child.field !== 'condition' && this.#addWithin(parent.child('condition')) > 0;
      default:
        this.#addWithin(parent, (site) => site.kind === 'walrus' && site.by.end <= child.start);
        return false;
    }
  }

  #backwards(earlier: readonly SyntaxNode[]): boolean {
    for (const statement of [...earlier].reverse()) {
      const inside = this.#within(statement);
      if (inside.length === 0) continue;
      this.#add(inside.filter((site) => this.#comesOut(site, statement)));
      if (this.#binds(statement, 0)) return true;
    }
    return false;
  }

  #within(node: SyntaxNode | null): readonly BindingSite[] {
    if (node === null) return [];
    return this.#sites.filter(({ kind, identifier }) => {
      return kind !== 'parameter' && node.start <= identifier.start && identifier.end <= node.end;
    });
  }

  #addWithin(node: SyntaxNode | null, wanted: (site: BindingSite) => boolean = () => true): number {
    const sites = this.#within(node).filter(wanted);
    this.#add(sites);
    return sites.length;
  }

  #add(sites: readonly BindingSite[]): void {
    for (const site of sites) this.#found.add(site);
  }

  /** False when the branch of the site ends with `return`, `raise` or an exit. */
  #comesOut(site: BindingSite, statement: SyntaxNode): boolean {
    for (const node of site.identifier.ancestors()) {
      if (node === statement) return true;
      if (node.type !== 'block' || !leaves(this.#module, node)) continue;
      const last = node.namedChildren.at(-1)?.type;
      if (last !== 'continue_statement' && last !== 'break_statement') return false;
    }
    return true;
  }

  /** True when every path that comes out of the statement has bound the name. */
  #binds(node: SyntaxNode | null, depth: number): boolean {
    if (node === null || depth > MOST_NESTING || this.#within(node).length === 0) return false;
    const bindsOrLeaves = (part: SyntaxNode | null): boolean =>
      part !== null && (this.#binds(part, depth + 1) || leaves(this.#module, part));
    switch (node.type) {
      case 'block':
        return node.namedChildren.some((statement) => this.#binds(statement, depth + 1));
      case 'if_statement':
        return node.children.some((child) => child.type === 'else_clause') && branchesOf(node).every(bindsOrLeaves);
      case 'with_statement':
        return this.#within(node.childOfType('with_clause')).length > 0 || this.#binds(node.child('body'), depth + 1);
      case 'try_statement': {
        const handlers = node.children.filter((child) => child.type === 'except_clause');
        const last = node.childOfType('finally_clause')?.childOfType('block') ?? null;
        if (this.#binds(last, depth + 1)) return true;
        return [node.child('body'), ...handlers.map((handler) => handler.childOfType('block'))].every(bindsOrLeaves);
      }
      case 'for_statement':
      case 'while_statement':
      case 'match_statement':
        return false;
      default:
        return true;
    }
  }
}
