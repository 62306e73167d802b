import type { JsonData, JsonFile, JsonNode } from './json-file.js';

/** One level of indentation as the file has it: that of the first entry that begins a line, less that of what holds it. */
export function unitOf({ text, root }: JsonFile): string {
  const first = root.kind === 'object' ? root.properties[0] : root.kind === 'array' ? root.items[0] : undefined;
  const indent = first === undefined ? '' : indentAt(text, first.start);
  return indent === '' ? '  ' : indent;
}

/** The white space in front of an offset's line. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** True when the first entry of an object or array begins a line. */
export function isOnLines({ text }: JsonFile, node: JsonNode): boolean {
  return /^[[{]\s*\n/.test(text.slice(node.start, node.end).replace(/\/\/[^\n]*/, ''));
}

/** A value over lines, its first line without indentation, the others behind `indent`. */
export function printLines(value: JsonData, indent: string, unit: string, newline: string): string {
  return JSON.stringify(value, null, unit).replaceAll('\n', newline + indent);
}

/** A value on one line. */
export function printInline(value: JsonData): string {
  if (Array.isArray(value)) return `[${value.map(printInline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${printInline(inner)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
