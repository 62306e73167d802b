import { isSyntaxObject, type SyntaxObject, walk } from '../syntax-object.js';

/** A node that stands in a list of its parent: a statement, an argument, a member, a child of JSX, ... */
export interface ListItem {
  readonly list: readonly SyntaxObject[];
  readonly at: number;
  readonly parent: SyntaxObject;
}

/** What begins at the offsets of a tree, as far as its indentation goes. */
export interface Beginnings {
  /** The outermost item that begins there. */
  readonly items: ReadonlyMap<number, ListItem>;
  /** Of a tag of JSX: where the element begins that it closes, by where the tag begins and by where a tag without children ends. */
  readonly tags: ReadonlyMap<number, number>;
  readonly tagEnds: ReadonlyMap<number, number>;
}

export function beginningsOf(root: SyntaxObject): Beginnings {
  const items = new Map<number, ListItem>();
  const tags = new Map<number, number>();
  const tagEnds = new Map<number, number>();
  for (const { node } of walk(root)) {
    if (node.type === 'JSXOpeningElement') tagEnds.set(node.end, node.start);
    for (const field of ['closingElement', 'closingFragment']) {
      const tag = node[field];
      if (isSyntaxObject(tag)) tags.set(tag.start, node.start);
    }
    for (const list of listsOf(node)) {
      for (const [at, { start }] of list.entries()) if (!items.has(start)) items.set(start, { list, at, parent: node });
    }
  }
  return { items, tags, tagEnds };
}

/** Statements follow the directives of their block. */
function listsOf(node: SyntaxObject): readonly (readonly SyntaxObject[])[] {
  const lists: (readonly SyntaxObject[])[] = [];
  for (const [field, value] of Object.entries(node)) {
    if (!Array.isArray(value) || field === 'directives' || /^(?:tokens|errors)$|omments$/.test(field)) continue;
    const before: unknown = field === 'body' ? node['directives'] : null;
    lists.push([...(Array.isArray(before) ? before : []), ...value].filter(isSyntaxObject));
  }
  return lists;
}
