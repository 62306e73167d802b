import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import type { YamlFile } from '../yaml-file.js';
import { columnOf, isFirstOnLine, lineEnd, newlineBefore } from './lines.js';
import { type Collection, entriesOf } from './owners.js';
import type { YamlStyle } from './style.js';

/** Puts entries, each on one line, into a flow collection before the entry with an index; at the end where there is none. */
export function insertFlow(
  file: YamlFile,
  container: Collection,
  texts: readonly string[],
  index: number,
  style: YamlStyle,
): readonly Edit[] | null {
  const { text } = file;
  const entries = entriesOf(container);
  const next = entries[index];
  const last = entries.at(-1);
  if (text[container.end - 1] !== (container.kind === 'map' ? '}' : ']')) return null;
  if (last === undefined) return intoEmpty(file, container, texts, style);
  const first = entries[0] ?? last;
  const newline = newlineBefore(file, container.start);
  const isOnLines = isFirstOnLine(text, first.start) && entries.every((entry) => isFirstOnLine(text, entry.start));
  const between = isOnLines ? newline + text.slice(first.start - columnOf(text, first.start), first.start) : ' ';
  if (next !== undefined) return [insertAt(next.start, texts.map((one) => `${one},${between}`).join(''))];
  const comma = commaAfter(text, last.end, file);
  const added = texts.join(`,${between}`);
  if (comma !== null) {
    const at = isOnLines ? lineEnd(text, comma) : comma + 1;
    return [insertAt(at, `${between}${added},`)];
  }
  if (!isOnLines || lineEnd(text, last.end) >= container.end) return [insertAt(last.end, `,${between}${added}`)];
  const behind = lineEnd(text, last.end);
  return [insertAt(last.end, ','), insertAt(behind, between + added)];
}

function intoEmpty(
  file: YamlFile,
  { kind, start, end }: Collection,
  texts: readonly string[],
  style: YamlStyle,
): readonly Edit[] | null {
  const inner = { start: start + 1, end: end - 1 };
  if (file.text.slice(inner.start, inner.end).trim() !== '') return null;
  const pad = kind === 'map' ? style.mapPad : style.sequencePad;
  return [replaceRange(file.text, inner, pad + texts.join(', ') + pad)];
}

/** The offset of the comma behind an entry, past comments; null where there is none. */
export function commaAfter(text: string, from: number, { comments }: YamlFile): number | null {
  for (let at = from; at < text.length; at++) {
    const comment = comments.find(({ start }) => start === at);
    if (comment !== undefined) at = comment.end - 1;
    else if (text[at] === ',') return at;
    else if (!/\s/.test(text[at] ?? '')) return null;
  }
  return null;
}
