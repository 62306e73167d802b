import type { Baseline, FoundSecret } from './baseline.js';

/**
 * A baseline as detect-secrets itself writes it, so that its next run changes no line: two spaces, ASCII, files and
 * findings sorted, and limits as Python writes a float.
 */
export function baselineText({ version, plugins_used, filters_used, results, generated_at, more }: Baseline): string {
  const sorted = [...results].filter(([, secrets]) => secrets.length > 0).sort(([a], [b]) => compareAsPython(a, b));
  const fields: readonly (readonly [string, unknown])[] = [
    ['version', version],
    ['plugins_used', plugins_used],
    ['filters_used', filters_used],
    ['results', new Map(sorted.map(([file, secrets]) => [file, [...secrets].sort(compareSecrets)]))],
    ...(generated_at === undefined ? [] : [['generated_at', generated_at] as const]),
    ...Object.entries(more),
  ];
  return `${write(new Map(fields), '', null)}\n`;
}

/** True when two baselines say the same: only when they were made differs. */
export function saysTheSame(a: Baseline, b: Baseline): boolean {
  const timeless = ({ generated_at: _, ...rest }: Baseline): string => baselineText(rest);
  return timeless(a) === timeless(b);
}

function compareSecrets(a: FoundSecret, b: FoundSecret): number {
  return (
    (a.line_number ?? 0) - (b.line_number ?? 0) ||
    compareAsPython(a.hashed_secret, b.hashed_secret) ||
    compareAsPython(a.type, b.type)
  );
}

/** By code points, which is how UTF-8 bytes compare. */
function compareAsPython(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const INDENT = '  ';

function write(value: unknown, indent: string, key: string | null): string {
  if (Array.isArray(value))
    return writeItems(
      '[',
      value.map((item) => write(item, indent + INDENT, null)),
      ']',
      indent,
    );
  if (typeof value === 'object' && value !== null) {
    const entries: readonly (readonly [string, unknown])[] = value instanceof Map ? [...value] : Object.entries(value);
    const items = entries.map(([name, item]) => `${writeText(name)}: ${write(item, indent + INDENT, name)}`);
    return writeItems('{', items, '}', indent);
  }
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'number' && Number.isInteger(value) && key === 'limit') return value.toFixed(1);
  return JSON.stringify(value) ?? 'null';
}

function writeItems(open: string, items: readonly string[], close: string, indent: string): string {
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => `${indent}${INDENT}${item}`).join(',\n')}\n${indent}${close}`;
}

/** As Python's `json` does by default: everything but printable ASCII as an escape. */
function writeText(text: string): string {
  const asEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, asEscape);
}
