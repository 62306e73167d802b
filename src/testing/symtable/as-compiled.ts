import { BITS, type Table } from './table.js';

/**
 * Our tables, changed as the compiler changes its own before symtable shows them: since CPython 3.12 a comprehension is
 * run inside its function (PEP 709), and its names and tables are moved there, but for names that the function writes
 * itself (that are more than just passed on, free, to functions inside). Then names that stand for a table are marked.
 *
 * The recursion is as deep as functions are nested, which CPython bounds.
 */
export function asCompiled(table: Table, version: readonly [major: number, minor: number], inClass = false): Table {
  const inlines = (version[0] > 3 || version[1] >= 12) && !(table.type === 'type' && inClass);
  const names = new Map(table.names);
  const children: Table[] = [];
  for (const child of table.children) {
    const compiled = asCompiled(child, version, table.type === 'class' || (table.type === 'type' && inClass));
    if (!inlines || child.type !== 'comprehension' || child.name === 'genexpr') {
      children.push(compiled);
      continue;
    }
    for (const [name, bits] of compiled.names) {
      // A class does not see the `__class__` that it gives to functions inside.
      const moved =
        name === '__class__' && table.type === 'class' && (bits & BITS.free) !== 0 ? (bits & ~BITS.free) | BITS.global : bits;
      if ((names.get(name) ?? BITS.free) === BITS.free) names.set(name, moved);
    }
    children.push(...compiled.children);
  }
  for (const { name } of children) {
    const bits = names.get(name);
    if (bits !== undefined) names.set(name, bits | BITS.namespace);
  }
  return { type: table.type === 'comprehension' ? 'function' : table.type, name: table.name, line: table.line, names, children };
}
