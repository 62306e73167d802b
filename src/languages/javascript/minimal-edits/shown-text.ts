import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { isSyntaxObject, rootOf, type SyntaxObject, walk } from '../syntax-object.js';
import { renderedText } from './comparable.js';
import { reparsed } from './reparsed.js';

/**
 * Text between the tags of JSX that a page shows otherwise though its words are the same: printers lose white space that counts, and write parentheses that
 * are text there.
 *
 * @returns how the printed text has it, white space as it is shown; null where there is none, and where the printed text does not parse.
 */
export function changedShownText(file: JavaScriptFile, printed: string): string | null {
  if (!file.tokens.some(({ kind }) => kind === 'jsxName' || kind === 'jsxText')) return null;
  const after = reparsed(file, printed);
  if (isSkip(after)) return null;
  const [old, fresh] = [childrenIn(file), childrenIn(after)];
  return changedText(old, fresh) ?? changedSpace(old, fresh);
}

/** A child of an element: what is shown of a text, the bare source of others. */
interface Child {
  readonly text: string | null;
  readonly source: string;
}

/** The children of each element, without text that shows nothing. */
function childrenIn({ ast, text }: JavaScriptFile): readonly (readonly Child[])[] {
  const lists: Child[][] = [];
  for (const { node } of walk(rootOf(ast))) {
    const children = node['children'];
    if (!Array.isArray(children)) continue;
    lists.push(
      children
        .filter(isSyntaxObject)
        .map((child) => childOf(child, text))
        .filter((child) => child.text !== ''),
    );
  }
  return lists;
}

function childOf({ type, start, end, value }: SyntaxObject, source: string): Child {
  const isText = type === 'JSXText' && typeof value === 'string';
  return isText
    ? { text: renderedText(value), source: '' }
    : { text: null, source: source.slice(start, end).replace(/[\s;()'"]+/g, '') };
}

/** A new text that is an old one, or two of them, but for white space and parentheses; or parentheses alone. */
function changedText(old: readonly (readonly Child[])[], fresh: readonly (readonly Child[])[]): string | null {
  const [lost, come] = [without(textsOf(old), textsOf(fresh)), without(textsOf(fresh), textsOf(old))];
  const joined = lost.flatMap((one) => lost.map((other) => one + other));
  const known = new Set([...lost, ...joined].map(words));
  const changed =
    come.find((text) => /[()]/.test(text) && words(text) === '') ??
    come.find((text) => words(text) !== '' && known.has(words(text)) && !joined.includes(text));
  return changed ?? null;
}

function textsOf(lists: readonly (readonly Child[])[]): readonly string[] {
  return lists.flatMap((list) => list.flatMap(({ text }) => text ?? []));
}

/** The texts of one list that another one does not have as often. */
function without(texts: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const text of others) left.set(text, (left.get(text) ?? 0) + 1);
  return texts.filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

function words(text: string): string {
  return text.replace(/[\s()]+/g, '');
}

/** The second of two children that stand together as before, with white space between them in one of the two alone. */
function changedSpace(old: readonly (readonly Child[])[], fresh: readonly (readonly Child[])[]): string | null {
  const [before, after] = [neighbours(old), neighbours(fresh)];
  for (const [pair, { spaced, close }] of after) {
    const known = before.get(pair);
    if (known === undefined || known.spaced + known.close !== spaced + close) continue;
    if (known.spaced !== spaced) return pair;
  }
  return null;
}

interface Together {
  readonly spaced: number;
  readonly close: number;
}

function neighbours(lists: readonly (readonly Child[])[]): ReadonlyMap<string, Together> {
  const found = new Map<string, Together>();
  for (const list of lists) {
    for (const [index, child] of list.entries()) {
      const isSpaced = list[index + 1]?.text?.trim() === '';
      const next = list[index + (isSpaced ? 2 : 1)];
      if (child.text !== null || next === undefined || next.text !== null) continue;
      const pair = child.source + next.source;
      const { spaced, close } = found.get(pair) ?? { spaced: 0, close: 0 };
      found.set(pair, isSpaced ? { spaced: spaced + 1, close } : { spaced, close: close + 1 });
    }
  }
  return found;
}
