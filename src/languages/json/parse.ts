import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { messageOf } from '../../core/errors.js';
import type { Range } from '../../core/range.js';
import { positionsOf, type Skip, type SourceFile } from '../../core/source-file.js';
import type { JsonFile, JsonNode, JsonProperty } from './json-file.js';
import { isTolerant } from './tolerant.js';

/** Deeper texts are skipped: the parser recurses. */
export const MOST_DEPTH = 500;

/** Larger texts, in UTF-16 code units, are skipped: they are data, and nobody's settings. */
export const MOST_UNITS = 4_194_304;

/** Parses a file, strictly unless its name says that comments are allowed, or tells why it is left alone. */
export function parseJson(source: SourceFile): JsonFile | Skip {
  const { text } = source;
  const tolerant = isTolerant(source.path);
  if (text.length > MOST_UNITS) return { code: 'too-large', message: `it has more than ${MOST_UNITS} characters` };
  const comments = scan(text);
  if (comments === null) return { code: 'too-deep', message: `its values are nested deeper than ${MOST_DEPTH} levels` };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: !tolerant, allowTrailingComma: tolerant });
  const [error] = errors;
  if (error !== undefined || tree === undefined) {
    return fault(text, error?.offset ?? 0, error === undefined ? 'it is empty' : printParseErrorCode(error.error));
  }
  const strict = tolerant ? null : strictFault(text);
  if (strict !== null) return { code: 'syntax-error', message: `it is not valid JSON: ${strict}` };
  const twice: Range[] = [];
  const root = copyNode(tree, twice);
  const [first] = twice;
  if (first !== undefined) return fault(text, first.start, `the key ${text.slice(first.start, first.end)} stands twice`);
  return { ...source, root, comments, tolerant };
}

function fault(text: string, offset: number, why: string): Skip {
  return { code: 'syntax-error', message: `line ${positionsOf(text)(offset).line} is not valid JSON: ${why}` };
}

/** jsonc-parser lets some texts pass that are no JSON; the engine's own parser does not. */
function strictFault(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

/** The comments of a text; null when it is too deep. */
function scan(text: string): readonly Range[] | null {
  const scanner = createScanner(text, false);
  const comments: Range[] = [];
  let depth = 0;
  // Only the end of the text has no length. The names of the kinds are a `const enum`, which is not there at run time.
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const start = scanner.getTokenOffset();
    const first = text[start];
    if (first === '{' || first === '[') depth++;
    else if (first === '}' || first === ']') depth--;
    else if (first === '/' && /[/*]/.test(text[start + 1] ?? '')) comments.push({ start, end: start + scanner.getTokenLength() });
    if (depth > MOST_DEPTH) return null;
  }
  return comments;
}

/** Copies the parser's tree into plain values. `twice` takes the keys that an object has already. */
function copyNode(node: Node, twice: Range[]): JsonNode {
  const range = rangeOf(node);
  const children = node.children ?? [];
  if (node.type === 'array') return { kind: 'array', items: children.map((child) => copyNode(child, twice)), ...range };
  if (node.type !== 'object') return { kind: 'scalar', value: scalarOf(node.value), ...range };
  const seen = new Set<string>();
  const properties = children.flatMap((child) => copyProperty(child, twice) ?? []);
  for (const { key, keyRange } of properties) {
    if (seen.has(key)) twice.push(keyRange);
    seen.add(key);
  }
  return { kind: 'object', properties, ...range };
}

function copyProperty({ children = [] }: Node, twice: Range[]): JsonProperty | null {
  const [key, value] = children;
  if (key === undefined || value === undefined) return null;
  const keyRange = rangeOf(key);
  const copied = copyNode(value, twice);
  return { key: String(key.value), keyRange, value: copied, start: keyRange.start, end: copied.end };
}

function scalarOf(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function rangeOf({ offset, length }: Node): Range {
  return { start: offset, end: offset + length };
}
