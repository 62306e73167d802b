import type { NodePath } from 'codex-codemod';
import type { Reading } from './reading.js';
import { staticText } from './syntax.js';

/** https://www.sqlite.org/inmemorydb.html: an empty name is a temporary database, which goes with its connection too. */
const IN_MEMORY = /^$|:memory:|[?&]mode=memory\b/;

/** True when closing one of these connections may be the end of its database. */
export function mayBeInMemory(origins: readonly NodePath[], { paths }: Reading): boolean {
  const names = origins.map((open) => staticText(nameOf(open)));
  if (names.some((name) => name !== null && IN_MEMORY.test(name))) return true;
  // A file that speaks of databases in memory may open one under any name.
  return names.includes(null) && paths.some((path) => /:memory:|mode=memory/.test(staticText(path.node) ?? ''));
}

/** What is opened: the first argument, or its `filename`. Nothing at all is a database in memory. */
function nameOf(open: NodePath): NodePath['node'] | null {
  if (!open.isNewExpression() && !open.isCallExpression()) return null;
  const [first] = open.node.arguments;
  if (first === undefined) return { type: 'StringLiteral', value: ':memory:' } as NodePath['node'];
  if (first.type !== 'ObjectExpression') return first;
  for (const property of first.properties) {
    const isName = property.type === 'ObjectProperty' && property.key.type === 'Identifier' && property.key.name === 'filename';
    if (isName) return property.value;
  }
  return null;
}
