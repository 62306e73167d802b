import { positionsOf, type SourceFile } from '../../core/source-file.js';
import type { BindingSite, Scope, Scopes } from '../../languages/python/scope/scope.js';
import { OurTable } from './our-table.js';
import { BITS, type Table } from './table.js';

/**
 * The symbol tables of CPython, drawn up from what {@link Scopes} tells codemods: nothing but its public methods is
 * asked. What symtable notes of its own working (rather than of the program) is added here, each with its reason.
 */
export function ourTables(file: SourceFile, scopes: Scopes): Table {
  const tables = new Tables(file, scopes);
  for (const read of scopes.reads) {
    const scope = scopes.scopeOf(read);
    const name = scope.nameOf(read.text);
    tables.of(scope).add(name, BITS.referenced);
    // A function that reads `super` is given `__class__`, for super() to find its class.
    if (name === 'super' && isFunctionLike(scope)) tables.of(scope).add('__class__', BITS.referenced);
  }
  for (const scope of tables.scopes) {
    const cell = scope.classCell === null ? [] : [scope.classCell];
    for (const { name, sites } of [...scope.bindings.values(), ...cell]) {
      for (const site of sites) addSite(site, name, scopes, tables);
    }
    addDeclarations(scope, scopes.module, tables);
  }
  for (const scope of tables.scopes) {
    const table = tables.of(scope);
    for (const name of [...table.names.keys()]) table.add(name, ownerBits(name, scope, scopes, tables));
  }
  return tables.of(scopes.module);
}

/** The tables of those scopes that symtable knows: annotations that are never evaluated have none. */
class Tables {
  readonly #tables = new Map<Scope, OurTable>();

  constructor(file: SourceFile, scopes: Scopes) {
    const positionOf = positionsOf(file.text);
    for (const scope of scopes.all) {
      const outer = scope.parent === null ? null : this.#tables.get(scope.parent);
      if (outer === undefined || scope.kind === 'annotation') continue;
      const table = new OurTable(scope, positionOf(scope.node.start).line);
      this.#tables.set(scope, table);
      outer?.children.push(table);
    }
  }

  get scopes(): Iterable<Scope> {
    return this.#tables.keys();
  }

  of(scope: Scope): OurTable {
    const table = this.#tables.get(scope);
    if (table === undefined) throw new Error(`no table for a scope of kind ${scope.kind}`);
    return table;
  }
}

function addSite(site: BindingSite, name: string, scopes: Scopes, tables: Tables): void {
  const scope = scopes.scopeOf(site.identifier);
  tables.of(scope).add(name, siteBits(site));
  if (site.kind !== 'walrus' || scope.kind !== 'comprehension') return;
  // In the table of a comprehension, symtable notes its walrus as declared nonlocal, or global.
  let target = scope;
  while (target.kind === 'comprehension' && target.parent !== null) target = target.parent;
  const global = target.kind === 'module' || target.globals.has(name);
  tables.of(scope).add(name, global ? BITS.declaredGlobal : BITS.nonlocal);
  tables.of(target).add(name, target.kind === 'module' ? BITS.declaredGlobal : BITS.assigned);
}

function siteBits({ kind, by, identifier }: BindingSite): number {
  if (kind === 'parameter') return BITS.parameter;
  if (kind === 'import') return BITS.imported;
  const annotated = by.type === 'assignment' && by.child('left') === identifier && by.child('type') !== null;
  return annotated ? BITS.assigned | BITS.annotated : BITS.assigned;
}

/** What any scope declares global is so declared in the table of the module, too. */
function addDeclarations(scope: Scope, module: Scope, tables: Tables): void {
  for (const name of scope.nonlocals) tables.of(scope).add(name, BITS.nonlocal);
  for (const name of scope.globals) {
    tables.of(scope).add(name, BITS.declaredGlobal);
    tables.of(module).add(name, BITS.declaredGlobal);
  }
}

/** Whose the name is. A name that is free is so in every scope between that does not write it itself, too. */
function ownerBits(name: string, scope: Scope, scopes: Scopes, tables: Tables): number {
  if (tables.of(scope).has(name, BITS.declaredGlobal)) return 0;
  if (isGlobalToItsClass(name, scope)) return BITS.declaredGlobal;
  const binding = scopes.lookup(name, scope);
  if (binding?.scope === scope && binding !== scope.classCell) return BITS.local;
  if (binding === null || binding.scope.kind === 'module') return BITS.global;
  // The scopes of PEP 695 that read a name of their class do so as if it were global, but ask the class first.
  if (binding.scope.kind === 'class' && binding !== binding.scope.classCell) return BITS.global;
  for (let at = scope.parent; at !== null && at !== binding.scope; at = at.parent) {
    const between = tables.of(at);
    if (!between.names.has(name)) between.add(name, BITS.free);
  }
  return BITS.free;
}

/** What a class declares global is so declared in the scopes of PEP 695 that look into it, unless it is a type parameter there. */
function isGlobalToItsClass(name: string, scope: Scope): boolean {
  let at = scope;
  while ((at.kind === 'type-parameters' || at.kind === 'type-expression') && !at.bindings.has(name) && at.parent !== null) {
    at = at.parent;
  }
  return at !== scope && at.kind === 'class' && at.globals.has(name);
}

function isFunctionLike(scope: Scope): boolean {
  return scope.kind === 'function' || scope.kind === 'lambda' || scope.kind === 'comprehension';
}
