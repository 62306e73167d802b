import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Range } from '../../core/range.js';
import type { Skip, SourceFile } from '../../core/source-file.js';
import { boundsFault, MOST_DEPTH, tooDeep } from './bounds.js';
import { readData } from './data.js';
import type { TomlFile, TomlPair, TomlTable, TomlValue } from './toml-file.js';

/** Parses a file strictly, with both parsers: one for the places, one for the meaning. */
export function parseToml(source: SourceFile): TomlFile | Skip {
  const fault = boundsFault(source.text);
  if (fault !== null) return fault;
  const program = parseProgram(source.text);
  if ('code' in program) return program;
  const [top] = program.body;
  const tables = top.body.filter((node) => node.type === 'TOMLTable').map((node) => toTable(node, source.text));
  const pairs = top.body.filter((node) => node.type === 'TOMLKeyValue').map(toPair);
  if (hasLongKey(pairs) || tables.some((table) => table.path.length > MOST_DEPTH || hasLongKey(table.pairs))) return tooDeep();
  const end = pairs.at(-1)?.end ?? 0;
  const root: TomlTable = { kind: 'root', path: [], header: null, pairs, start: 0, end };
  const comments = program.comments.map((comment) => ({ ...rangeOf(comment), text: textOf(source.text, comment) }));
  // The one parser takes some texts that the other one refuses: such a file is not to be trusted with edits.
  if (readData(source.text) === null) return { code: 'syntax-error', message: 'it is not valid TOML 1.0' };
  return { ...source, root, tables, comments };
}

function parseProgram(text: string): AST.TOMLProgram | Skip {
  try {
    return parseTOML(text, { tomlVersion: '1.0' });
  } catch (thrown) {
    // The depth is bounded: what is left is a string, which the parser puts on its stack.
    if (thrown instanceof RangeError) return { code: 'too-large', message: 'a string in it is longer than its parser can hold' };
    if (!(thrown instanceof ParseError)) throw thrown;
    return { code: 'syntax-error', message: `line ${thrown.lineNumber} is not valid TOML 1.0: ${thrown.message}` };
  }
}

function hasLongKey(pairs: readonly TomlPair[]): boolean {
  return pairs.some(({ keys, value }) => keys.length > MOST_DEPTH || inValue(value));
}

function inValue({ pairs, elements }: TomlValue): boolean {
  return hasLongKey(pairs) || elements.some(inValue);
}

function rangeOf({ range: [start, end] }: AST.HasLocs): Range {
  return { start, end };
}

function textOf(text: string, { range: [start, end] }: AST.HasLocs): string {
  return text.slice(start, end);
}

function toTable(node: AST.TOMLTable, text: string): TomlTable {
  const { start, end } = rangeOf(node);
  const bracket = text.indexOf(']', node.key.range[1]);
  const isArray = node.kind === 'array';
  return {
    kind: isArray ? 'array-table' : 'table',
    path: node.resolvedKey,
    header: { start, end: bracket + (isArray ? 2 : 1) },
    pairs: node.body.map(toPair),
    start,
    end,
  };
}

function toPair(node: AST.TOMLKeyValue): TomlPair {
  const keys = node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  return { ...rangeOf(node), keys, key: rangeOf(node.key), value: toValue(node.value) };
}

function toValue(node: AST.TOMLContentNode): TomlValue {
  const range = rangeOf(node);
  const nothing = { elements: [], pairs: [], scalar: null };
  if (node.type === 'TOMLArray') return { ...nothing, ...range, kind: 'array', elements: node.elements.map(toValue) };
  if (node.type === 'TOMLInlineTable') return { ...nothing, ...range, kind: 'inline-table', pairs: node.body.map(toPair) };
  return { ...nothing, ...range, kind: node.kind, scalar: scalarOf(node) };
}

function scalarOf(node: AST.TOMLValue): string | bigint | number | boolean {
  if (node.kind === 'integer') return node.bigint;
  return 'datetime' in node ? node.datetime : node.value;
}
