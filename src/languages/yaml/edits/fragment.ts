import { CodemodError } from '../../../core/errors.js';
import { isSkip } from '../../../core/source-file.js';
import { parseYaml } from '../parse.js';
import type { YamlFile, YamlItem, YamlNode, YamlPair } from '../yaml-file.js';

/** A new value as the only entry of a collection, in our own style. */
export interface Fragment {
  readonly file: YamlFile;
  readonly entry: YamlPair | YamlItem;
  readonly node: YamlNode | null;
  /** Comments that stand above the entry, one a line. */
  readonly lead: readonly string[];
  /** The texts of all comments, those above included. */
  readonly comments: readonly string[];
}

/** What stands in front of a value: a key as YAML text, or the dash of an item. */
export type Prefix = { readonly key: string } | 'item';

/**
 * Makes an entry out of YAML text. Comments above the value are lifted above the entry, or stay below its key.
 *
 * @throws CodemodError `code-invalid` when the text is not one value.
 */
export function makeFragment(prefix: Prefix, value: string, comments: 'lifted' | 'below'): Fragment {
  const lines = value.replace(/\s+$/, '').split('\n');
  const first = comments === 'lifted' ? lines.findIndex((line) => !/^\s*(?:#|$)/.test(line)) : 0;
  const lead = lines
    .slice(0, Math.max(first, 0))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const rest = lines.slice(Math.max(first, 0)).join('\n');
  const file = parsedText(`${composed(prefix, rest, value)}\n`, value);
  const root = file.documents[0]?.contents ?? null;
  const entry = root?.kind === 'map' ? root.pairs[0] : root?.kind === 'sequence' ? root.items[0] : undefined;
  if (entry === undefined || file.documents.length !== 1) throw notYaml(value, 'it is more than one value');
  const own = file.comments.map(({ start, end }) => file.text.slice(start, end));
  return { file, entry, node: entry.kind === 'pair' ? entry.value : entry.node, lead, comments: [...lead, ...own] };
}

/** A value by itself, for a document. @throws CodemodError `code-invalid`. */
export function parseValue(value: string): YamlFile {
  const file = parsedText(`${value.replace(/\s+$/, '')}\n`, value);
  if (file.documents.length > 1) throw notYaml(value, 'it is more than one document');
  return file;
}

function composed(prefix: Prefix, text: string, whole: string): string {
  const start = prefix === 'item' ? '-' : `${prefix.key}:`;
  const root = parseValue(text).documents[0]?.contents ?? null;
  if (root === null) {
    if (text.trim() !== '') throw notYaml(whole, 'comments have no value to stand by');
    return start;
  }
  const isBlock = (root.kind === 'map' || root.kind === 'sequence') && root.style === 'block';
  if (prefix === 'item' || !isBlock) return `${start} ${indented(text.trimStart())}`;
  const properties = text.slice(root.propertiesStart, root.start).trimEnd();
  if (properties === '') return `${start}\n  ${indented(text)}`;
  return `${start} ${properties}\n  ${indented(text.slice(root.start))}`;
}

/** Lines after the first, two columns deeper. Blank lines stay blank. */
function indented(text: string): string {
  return text.replace(/\n(?=[^\n])/g, '\n  ');
}

function parsedText(text: string, given: string): YamlFile {
  if (/\r|^ *\t/m.test(text)) throw notYaml(given, 'it has tabs in front of a line, or carriage returns');
  const file = parseYaml({ path: 'value.yaml', text, encoding: 'utf-8', hasBom: false, newline: '\n' });
  if (isSkip(file)) throw notYaml(given, file.message);
  return file;
}

function notYaml(value: string, why: string): CodemodError {
  return new CodemodError('code-invalid', `${JSON.stringify(value)} is not YAML for a value: ${why}`);
}

/** How a key is written: plain where that is read as the same text, else in quotes. */
export function keyText(key: string, quote: 'single' | 'double' | null): string {
  if (quote === 'double' || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(key)) return JSON.stringify(key);
  const single = `'${key.replaceAll("'", "''")}'`;
  return quote === null && isPlainKey(key) ? key : single;
}

function isPlainKey(key: string): boolean {
  const file = parseYaml({ path: 'key.yaml', text: `${key}: x\n`, encoding: 'utf-8', hasBom: false, newline: '\n' });
  if (isSkip(file) || file.comments.length > 0) return false;
  const root = file.documents[0]?.contents ?? null;
  const found = root?.kind === 'map' && root.pairs.length === 1 ? root.pairs[0]?.key : null;
  return found?.kind === 'scalar' && found.style === 'plain' && found.value === key && found.end === key.length;
}
