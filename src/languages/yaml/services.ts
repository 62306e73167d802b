import type { Edit } from '../../core/edit.js';
import type { YamlItem, YamlMap, YamlNode, YamlPair, YamlSequence, YamlValue } from './yaml-file.js';

/** Where a new pair goes: at the end of its map, or beside a key. */
export type PairPlace = 'end' | { readonly before: string } | { readonly after: string };

/** Where a new item goes: at the end of its sequence, or beside an item. Indexes count from 0. */
export type ItemPlace = 'end' | { readonly before: number } | { readonly after: number };

/** Plain data: maps are objects without a prototype, keys are texts. What an alias names is shared, not copied. */
export type YamlData = YamlValue | readonly YamlData[] | { readonly [key: string]: YamlData };

/**
 * What a transform of a YAML file finds in its context.
 *
 * Values are given as YAML text: `\n` between lines, two spaces a level, block style, with comments if need be. They come
 * out in the file's own steps, dashes, quotes and newlines. Comments above the value come out above the new entry, and an
 * empty text is a value that is not written, as in `workflow_dispatch:`.
 *
 * Every edit is checked when it is made: it is applied, the result is parsed, and the data of all documents, with anchors,
 * aliases and tags, must be the old data with just that change, and every comment outside of it must be there. A method
 * answers null where that does not hold, where the entry is not there (or a new key is), and where the file's spelling
 * leaves no exact edit. Edits of several calls can stand in one fix as long as they do not meet: several entries for
 * one place go in one call.
 *
 * @throws CodemodError `code-invalid` from methods that take YAML, when it is none.
 */
export interface YamlServices {
  /** The contents of the first document; null when it has none. */
  readonly root: YamlNode | null;
  /** The node at a path of keys and indexes, starting at the root. */
  at(...path: readonly (string | number)[]): YamlNode | null;
  /** The node at a path below a node. Aliases are followed: an edit of what is found changes every use of it. */
  get(node: YamlNode | null, ...path: readonly (string | number)[]): YamlNode | null;
  /** The pair of a map itself that has the key; not of what it merges with `<<`. */
  pair(node: YamlNode | null, key: string): YamlPair | null;
  /** The value of a scalar; undefined for what is none. An empty value is null. */
  scalar(node: YamlNode | null, ...path: readonly (string | number)[]): YamlValue | undefined;
  /** Plain data with aliases resolved; `<<` stays a key. */
  data(node: YamlNode | null): YamlData;

  /**
   * Adds pairs to a map, or to a pair or item without a value or with `null`, `~` or `{}`, which gets one.
   *
   * @param entries keys as plain data, values as YAML text.
   */
  addPairs(
    to: YamlNode | YamlPair | YamlItem,
    entries: Readonly<Record<string, string>>,
    where?: PairPlace,
  ): readonly Edit[] | null;
  addPair(to: YamlNode | YamlPair | YamlItem, key: string, value: string, where?: PairPlace): readonly Edit[] | null;
  /** Adds items to a sequence, or to a pair or item without a value or with `null`, `~` or `[]`, which gets one. */
  addItems(to: YamlNode | YamlPair | YamlItem, items: readonly string[], where?: ItemPlace): readonly Edit[] | null;
  addItem(to: YamlNode | YamlPair | YamlItem, item: string, where?: ItemPlace): readonly Edit[] | null;
  /** Puts another value in the place of one; the anchor of a node stays, and so does what is written as a tag. */
  replaceValue(target: YamlNode | YamlPair | YamlItem, value: string): readonly Edit[] | null;
  /**
   * Takes an entry out with its lines: the comments right above it in its column, behind it and deeper below it go along
   * (the engine then calls the fix unsafe). The last entry leaves `{}` or `[]`.
   */
  removePair(map: YamlMap, key: string): readonly Edit[] | null;
  removeItem(sequence: YamlSequence, index: number): readonly Edit[] | null;
  renameKey(map: YamlMap, key: string, newKey: string): readonly Edit[] | null;
  /** Gives contents to a file that has none: it is empty, or holds nothing but comments and `---`. */
  createDocument(value: string): readonly Edit[] | null;
}
