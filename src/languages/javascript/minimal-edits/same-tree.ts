import { isSyntaxObject, type SyntaxObject } from '../syntax-object.js';
import { lineFeeds, renderedText } from './comparable.js';

/** Fields that say where a node stands and how it is spelt: `extra` holds quotes, digits and parentheses. */
const SPELLING = new Set([
  ...['start', 'end', 'loc', 'range', 'extra', 'errors', 'tokens', 'comments'],
  ...['leadingComments', 'innerComments', 'trailingComments'],
]);

/** True when two trees are the same program, whatever their spelling. Without recursion: trees may be deep. */
export function isSameTree(one: SyntaxObject, other: SyntaxObject): boolean {
  const pending: [unknown, unknown][] = [[one, other]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [a, b] = pair;
    if (Array.isArray(a) && Array.isArray(b)) {
      if (a.length !== b.length) return false;
      for (const [index, item] of a.entries()) pending.push([item, b[index]]);
    } else if (isRecord(a) && isRecord(b)) pending.push(...fieldPairs(heard(a), heard(b)));
    else if (!isSameValue(a, b)) return false;
  }
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldPairs(a: Fields, b: Fields): [unknown, unknown][] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => !SPELLING.has(name)).map((name) => [a[name], b[name]]);
}

/** JSX text counts as what it renders to. Among other children what says nothing is left out: such text, and empty statements. */
function heard(node: Fields): Fields {
  if (node['type'] === 'JSXText') return { type: 'JSXText', value: rendered(node) };
  const list = LISTS.find((name) => Array.isArray(node[name]));
  const items = list === undefined ? null : node[list];
  return list !== undefined && Array.isArray(items) ? { ...node, [list]: items.filter((item) => !isSilent(item)) } : node;
}

/** Where statements and children of JSX stand; a node has one of these at most. */
const LISTS = ['body', 'consequent', 'children'] as const;

function isSilent(item: unknown): boolean {
  if (!isSyntaxObject(item)) return false;
  return item.type === 'EmptyStatement' || (item.type === 'JSXText' && rendered({ ...item }) === '');
}

function rendered(node: Fields): string {
  return renderedText(typeof node['value'] === 'string' ? node['value'] : '');
}

/** An absent field is one that is not set: Babel leaves some out. */
function isSameValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return lineFeeds(a) === lineFeeds(b);
  return Object.is(a ?? null, b ?? null);
}
