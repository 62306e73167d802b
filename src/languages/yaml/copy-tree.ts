import {
  type CST,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Range } from '../../core/range.js';
import type { Lexeme } from './lexemes.js';
import type { YamlDocument, YamlItem, YamlNode, YamlPair, YamlScalar, YamlValue } from './yaml-file.js';

/** What the copy of one document needs to know of its file. */
interface Source {
  readonly text: string;
  readonly lexemes: readonly Lexeme[];
}

type Token = CST.SourceToken;

/** Copies a composed document into plain values. It recurses: the depth of the text is bounded before. */
export function copyDocument(document: Document.Parsed<ParsedNode>, text: string, lexemes: readonly Lexeme[]): YamlDocument {
  const [start, , end] = document.range;
  return { start, end, contents: copyNode(document.contents, { text, lexemes }) };
}

/** Null where nothing is written at all. */
function copyNode(node: unknown, source: Source): YamlNode | null {
  if (isAlias(node)) return { kind: 'alias', name: node.source, ...facts(node, rangeOf(node), source) };
  if (isMap(node)) return copyMap(node, source);
  if (isSeq(node)) return copySequence(node, source);
  return isScalar(node) ? copyScalar(node, source) : null;
}

function copyMap(node: YAMLMap, source: Source): YamlNode {
  const pairs = node.items.flatMap((pair) => copyPair(pair, source) ?? []);
  const style = node.flow === true ? 'flow' : 'block';
  return { kind: 'map', style, pairs, ...facts(node, collectionRange(node, pairs), source) };
}

function copyPair(pair: { key: unknown; value: unknown; srcToken?: unknown }, source: Source): YamlPair | null {
  const item = pair.srcToken as CST.CollectionItem | undefined;
  const question = tokenIn(item?.start, 'explicit-key-ind');
  const colon = tokenIn(item?.sep, 'map-value-ind');
  const at = question?.offset ?? colon?.offset ?? 0;
  const key = copyNode(pair.key, source) ?? emptyKey(question === null ? at : at + 1);
  const value = copyNode(pair.value, source);
  const end = Math.max(value?.end ?? 0, colon === null ? 0 : colon.offset + 1, key.end);
  return { kind: 'pair', key, value, colon: colon?.offset ?? null, start: question?.offset ?? key.propertiesStart, end };
}

function copySequence(node: YAMLSeq, source: Source): YamlNode {
  const style = node.flow === true ? 'flow' : 'block';
  const dashes = style === 'flow' ? [] : dashesOf(node);
  const items = node.items.map((item, index): YamlItem => {
    const copied = isPair(item) ? null : copyNode(item, source);
    const dash = dashes[index];
    const start = dash ?? copied?.propertiesStart ?? rangeOf(item).start;
    return { kind: 'item', node: copied, start, end: Math.max(copied?.end ?? 0, dash === undefined ? start : dash + 1) };
  });
  return { kind: 'sequence', style, items, ...facts(node, collectionRange(node, items), source) };
}

/** The parser keeps comments between items as items of their own. */
function dashesOf(node: YAMLSeq): readonly number[] {
  const items = (node.srcToken as CST.BlockSequence | undefined)?.items ?? [];
  return items.flatMap(({ start }) => tokenIn(start, 'seq-item-ind')?.offset ?? []);
}

const STYLES: Readonly<Record<string, YamlScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function copyScalar(node: Scalar, source: Source): YamlScalar | null {
  const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
  const range = style === 'literal' || style === 'folded' ? blockScalarRange(node, source.text) : rangeOf(node);
  const isEmpty = range.start === range.end;
  const given = facts(node, range, source);
  if (isEmpty && given.propertiesStart === range.start) return null;
  return { kind: 'scalar', style: isEmpty ? 'empty' : style, value: plainValue(node), ...given };
}

function plainValue({ value, source }: Scalar): YamlValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return value;
    default:
      // Tags of YAML 1.1 can make objects, such as dates; their text says as much.
      return value === null ? null : (source ?? String(value));
  }
}

/** Blank lines behind a block scalar are part of it only where its header keeps them with `+`. */
function blockScalarRange(node: Scalar, text: string): Range {
  const { start, end } = rangeOf(node);
  const header = /^[|>][0-9+-]*/.exec(text.slice(start, end))?.[0] ?? '';
  return { start, end: header.includes('+') ? end : start + text.slice(start, end).trimEnd().length };
}

function collectionRange(node: YAMLMap | YAMLSeq, parts: readonly Range[]): Range {
  const { start, end } = rangeOf(node);
  const isBracketed = node.flow === true && node.srcToken !== undefined;
  return { start: isBracketed ? start : (parts[0]?.start ?? start), end: isBracketed ? end : (parts.at(-1)?.end ?? end) };
}

function facts(
  node: { anchor?: string | undefined; tag?: string | undefined },
  range: Range,
  { lexemes }: Source,
): Range & { propertiesStart: number; anchor: string | null; tag: string | null } {
  const anchor = node.anchor ?? null;
  const tag = node.tag ?? null;
  const propertiesStart = firstProperty(lexemes, range.start, (anchor === null ? 0 : 1) + (tag === null ? 0 : 1));
  return { start: range.start, end: range.end, propertiesStart, anchor, tag };
}

/** Where the anchor and the tag (as many as `count`) begin that stand before an offset. */
function firstProperty(lexemes: readonly Lexeme[], offset: number, count: number): number {
  let start = offset;
  let left = count;
  for (let index = count === 0 ? -1 : lowerBound(lexemes, offset) - 1; index >= 0 && left > 0; index--) {
    const lexeme = lexemes[index];
    if (lexeme === undefined || lexeme.kind === 'other') break;
    if (lexeme.kind !== 'property') continue;
    start = lexeme.start;
    left--;
  }
  return start;
}

/** The number of lexemes that begin before an offset. */
function lowerBound(lexemes: readonly Lexeme[], offset: number): number {
  let low = 0;
  let high = lexemes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lexemes[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function emptyKey(offset: number): YamlScalar {
  return {
    kind: 'scalar',
    style: 'empty',
    value: null,
    start: offset,
    end: offset,
    propertiesStart: offset,
    anchor: null,
    tag: null,
  };
}

function rangeOf(node: unknown): Range {
  const range = (node as { range?: readonly [number, number, number] | null }).range;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

function tokenIn(tokens: readonly Token[] | undefined, type: Token['type']): Token | null {
  return tokens?.find((token) => token.type === type) ?? null;
}
