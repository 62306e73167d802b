import { type Edit, replaceRange } from '../../../core/edit.js';
import type { YamlFile } from '../yaml-file.js';
import { neededBy } from './anchors.js';
import { type Attempt, refused } from './attempt.js';
import type { EditContext } from './context.js';
import { withNode } from './expected.js';
import { endOfLines, isBlank, startOfLines } from './extent.js';
import { isFirstOnLine, lineStart, nextLine } from './lines.js';
import { type Collection, entriesOf, heldBy } from './owners.js';
import { replaceValue } from './replace-value.js';
import { verified } from './verify.js';

/** Takes the entry with an index out of a collection. */
export function removeEntry(context: EditContext, container: Collection, index: number): Attempt {
  const { file, owners } = context;
  const entry = entriesOf(container)[index];
  const owner = owners.of(container);
  if (entry === undefined || owner === null) return refused('there is no such entry');
  const needed = neededBy(file, heldBy(entry), true) ?? (entry.kind === 'pair' ? neededBy(file, entry.key, true) : null);
  if (needed !== null) return needed;
  if (entriesOf(container).length === 1) return replaceValue(context, owner, container.kind === 'map' ? '{}' : '[]');
  const edit = container.style === 'flow' ? fromFlow(file, container, index) : fromBlock(file, container, index);
  if (edit === null) return refused('it cannot be told apart from its neighbours');
  return verified(file, [edit], { documents: withNode(file, owners, container, without(container, index)), comments: [] });
}

function without(container: Collection, index: number): Collection {
  return container.kind === 'map'
    ? { ...container, pairs: container.pairs.toSpliced(index, 1) }
    : { ...container, items: container.items.toSpliced(index, 1) };
}

function fromFlow({ text }: YamlFile, container: Collection, index: number): Edit | null {
  const entries = entriesOf(container);
  const entry = entries[index];
  const next = entries[index + 1];
  const previous = entries[index - 1];
  if (entry === undefined) return null;
  if (next !== undefined) return replaceRange(text, { start: entry.start, end: next.start }, '');
  return previous === undefined ? null : replaceRange(text, { start: previous.end, end: entry.end }, '');
}

function fromBlock(file: YamlFile, container: Collection, index: number): Edit | null {
  const { text } = file;
  const entries = entriesOf(container);
  const entry = entries[index];
  const next = entries[index + 1];
  if (entry === undefined) return null;
  const end = endOfLines(file, entry, 'key');
  if (!isFirstOnLine(text, entry.start)) {
    const isApart = next !== undefined && !file.comments.some(({ start }) => start >= end && start < next.start);
    return isApart ? replaceRange(text, { start: entry.start, end: next.start }, '') : null;
  }
  return wholeLines(file, startOfLines(file, container, index), end, index === 0, next === undefined);
}

/** Lines to be taken out; of the blank lines around them, those on one side go along. */
function wholeLines({ text }: YamlFile, from: number, to: number, isFirst: boolean, isLast: boolean): Edit {
  let [start, end] = [from, to];
  const blankAbove = start > 0 && isBlank(text, lineStart(text, start - 1));
  if (!isLast && (isFirst || blankAbove)) while (end < text.length && isBlank(text, end)) end = nextLine(text, end);
  else if (isLast && blankAbove && (end >= text.length || isBlank(text, end))) {
    while (start > 0 && isBlank(text, lineStart(text, start - 1))) start = lineStart(text, start - 1);
  }
  const isOpen = end === text.length && text[end - 1] !== '\n';
  if (isOpen) start = text.slice(0, start).replace(/(?:\r?\n[ \t]*)+$/, '').length;
  return replaceRange(text, { start, end }, '');
}
