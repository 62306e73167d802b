/** A node of jscodeshift's tree; of either of its dialects (`Literal` of ESTree, `StringLiteral` of Babel). */
export interface AnyNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

export function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The nodes above that of a path, the nearest first. */
export function ancestorsOf(path: unknown): readonly AnyNode[] {
  const above: AnyNode[] = [];
  for (let at = parentOf(path); at !== null; at = parentOf(at)) {
    if ('node' in at && isNode(at.node)) above.push(at.node);
  }
  return above;
}

function parentOf(path: unknown): object | null {
  if (typeof path !== 'object' || path === null || !('parent' in path)) return null;
  return typeof path.parent === 'object' ? path.parent : null;
}

/** The name of an identifier, else null. */
export function nameOf(value: unknown): string | null {
  return isNode(value) && value.type === 'Identifier' && typeof value['name'] === 'string' ? value['name'] : null;
}

/** The text of a string literal, else null. */
export function stringOf(value: unknown): string | null {
  if (!isNode(value) || (value.type !== 'Literal' && value.type !== 'StringLiteral')) return null;
  return typeof value['value'] === 'string' ? value['value'] : null;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
