import { contains, type Range } from '../../core/range.js';
import { allTables } from './find.js';
import type { TomlFile, TomlPair, TomlValue } from './toml-file.js';

/** The texts of the comments and, unless only comments are asked for, of the strings that lie wholly inside a range. */
export function census(file: TomlFile, range: Range, only?: 'comments'): readonly string[] {
  const strings = only === 'comments' ? [] : allTables(file).flatMap(({ pairs }) => pairs.flatMap(stringsIn));
  return [...file.comments, ...strings]
    .filter((part) => contains(range, part))
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => file.text.slice(start, end));
}

function stringsIn({ value }: TomlPair): readonly TomlValue[] {
  return stringsOf(value);
}

function stringsOf(value: TomlValue): readonly TomlValue[] {
  return value.kind === 'string' ? [value] : [...value.elements.flatMap(stringsOf), ...value.pairs.flatMap(stringsIn)];
}
