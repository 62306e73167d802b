import { isCollection, isPair, LineCounter, parseDocument, stringify } from 'yaml';

/** A place in a YAML text that something is wrong with. Line and column count from 1. */
export interface YamlFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A YAML text as plain data, and where each part of it stands. */
export interface YamlData {
  readonly kind: 'data';
  readonly data: unknown;
  /** Where the value at a path of keys and indexes stands; where there is none, the nearest part above it. */
  at(path: readonly (string | number)[]): Omit<YamlFault, 'message'>;
}

/** UTF-16 code units of a settings file: far more than a person writes. */
const MOST_UNITS = 256 * 1024;
/** The parser recurses, and dies of what is nested deeper. */
const MOST_DEPTH = 50;

/**
 * Reads a settings file. It may be a stranger's: what could take the parser down is refused before it is parsed, and aliases
 * are not expanded without bound.
 *
 * @param mostUnits UTF-16 code units that it may have.
 */
export function readYamlData(
  text: string,
  mostUnits: number = MOST_UNITS,
): YamlData | { readonly kind: 'fault'; readonly fault: YamlFault } {
  const refuse = (message: string, line = 1, column = 1) => ({ kind: 'fault' as const, fault: { message, line, column } });
  if (text.length > mostUnits) return refuse(`it is longer than ${mostUnits} characters`);
  const deep = tooDeep(text);
  if (deep !== null) return refuse(`it is nested deeper than ${MOST_DEPTH} levels`, deep, 1);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    return refuse(error.message.split('\n')[0] ?? 'it is not valid', line, col);
  }
  try {
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return {
      kind: 'data',
      data,
      at(path) {
        const { line, col } = lines.linePos(offsetOf(document.contents, path));
        return { line, column: col };
      },
    };
  } catch {
    return refuse('its aliases stand for more than a settings file can hold');
  }
}

/** Plain data as a YAML text that a person may edit: {@link readYamlData} reads the same back. */
export function writeYamlData(data: unknown): string {
  return stringify(data, { lineWidth: 100 });
}

/** The line that opens one bracket or one `- ` too many, or that is indented for one level too many; null when there is none. */
function tooDeep(text: string): number | null {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const dashes = /^[ -]*/.exec(line)?.[0] ?? '';
    if (dashes.split('-').length > MOST_DEPTH || dashes.length > MOST_DEPTH * 8) return index + 1;
    for (const character of line) {
      if (character === '[' || character === '{') open++;
      else if (character === ']' || character === '}') open = Math.max(0, open - 1);
      if (open > MOST_DEPTH) return index + 1;
    }
  }
  return null;
}

function offsetOf(root: unknown, path: readonly (string | number)[]): number {
  let node = root;
  let offset = startOf(root);
  for (const key of path) {
    if (!isCollection(node)) break;
    const pair = node.items.find((item) => isPair(item) && String(item.key) === String(key));
    const value: unknown = isPair(pair) ? pair.value : node.items[Number(key)];
    if (value === undefined) break;
    offset = isPair(pair) ? startOf(pair.key) : startOf(value);
    node = value;
  }
  return offset;
}

function startOf(node: unknown): number {
  const range: unknown = typeof node === 'object' && node !== null ? Reflect.get(node, 'range') : null;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}
