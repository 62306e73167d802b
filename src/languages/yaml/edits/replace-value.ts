import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import type { YamlDocument, YamlFile, YamlItem, YamlNode, YamlPair, YamlScalar } from '../yaml-file.js';
import { clashes, neededBy } from './anchors.js';
import { type Attempt, refused } from './attempt.js';
import type { EditContext } from './context.js';
import { keepingProperties, withValue } from './expected.js';
import { endOfLines } from './extent.js';
import { flowText } from './flow-text.js';
import { type Fragment, makeFragment, parseValue } from './fragment.js';
import { columnOf, insertLines, isFirstOnLine, lineAfter, lineStart, newlineBefore, nextLine } from './lines.js';
import { heldBy, isInFlow, type Owner } from './owners.js';
import { renderDocument, renderEntry } from './render.js';
import { styleAt } from './style.js';
import { verified } from './verify.js';

/** Gives an entry or document another value; see {@link YamlServices.replaceValue}. */
export function replaceValue(context: EditContext, owner: Owner, value: string): Attempt {
  const { file, owners } = context;
  const needed = neededBy(file, heldBy(owner), false);
  if (needed !== null) return needed;
  if (!('kind' in owner)) return replaceDocument(context, owner, value);
  const fragment = makeFragment(owner.kind === 'item' ? 'item' : { key: 'k' }, value, 'below');
  const clash = clashes(file, fragment.node);
  if (clash !== null) return clash;
  const edits = isInFlow(owners, owner) ? inFlow(file, owner, fragment) : inBlock(file, owner, fragment);
  if (edits === null) return refused('the value has no exact place there');
  const comments = isInFlow(owners, owner) ? [] : fragment.comments;
  return verified(file, edits, { documents: withValue(file, owners, owner, keepingProperties(owner, fragment.node)), comments });
}

function replaceDocument({ file, owners }: EditContext, document: YamlDocument, value: string): Attempt {
  const old = document.contents;
  const fresh = parseValue(value);
  const root = fresh.documents[0]?.contents ?? null;
  if (old === null || root === null) return refused('the document, or the value, is empty');
  const newline = newlineBefore(file, old.start);
  const text = renderDocument(fresh, styleAt(file, null)).join(newline);
  const isBlock = (root.kind === 'map' || root.kind === 'sequence') && root.style === 'block';
  const lead = isBlock && !isFirstOnLine(file.text, old.start) ? newline : '';
  const comments = fresh.comments.map(({ start, end }) => fresh.text.slice(start, end));
  return verified(file, [replaceRange(file.text, withoutNewlines(file.text, old), lead + text)], {
    documents: withValue(file, owners, document, keepingProperties(document, root)),
    comments,
  });
}

function inFlow(
  { text, ...rest }: YamlFile,
  owner: YamlPair | YamlItem,
  { file, node, comments }: Fragment,
): readonly Edit[] | null {
  const old = heldBy(owner);
  const fresh = comments.length > 0 ? null : flowText(file, node, styleAt({ text, ...rest }, null));
  if (fresh === null || fresh === '') return null;
  if (old !== null && old.start < old.end) return [replaceRange(text, old, fresh)];
  if (owner.kind === 'item' || old !== null) return null;
  return [owner.colon === null ? insertAt(owner.end, `: ${fresh}`) : insertAt(owner.colon + 1, ` ${fresh}`)];
}

/** A value in block style: what stands on the line of its key or dash, and the lines below. */
interface Parts {
  readonly head: string;
  readonly body: readonly string[];
}

function inBlock(file: YamlFile, owner: YamlPair | YamlItem, fragment: Fragment): readonly Edit[] | null {
  const old = heldBy(owner);
  const slot = slotOf(file.text, owner, old);
  if (slot === null) return null;
  const style = styleAt(file, old);
  const column = columnOf(file.text, owner.start);
  const [first = '', ...body] = renderEntry(fragment, column, style);
  const parts: Parts = { head: first.slice(column + (owner.kind === 'pair' ? 2 : 1)).trim(), body };
  const pad = owner.kind === 'pair' ? ' ' : style.dashPad;
  if (old === null || old.start === old.end) return ofNothing(file, owner, slot, parts, pad);
  if (old.kind === 'scalar' && (old.style === 'literal' || old.style === 'folded')) return ofBlockScalar(file, old, slot, parts);
  const isBlock = (old.kind === 'map' || old.kind === 'sequence') && old.style === 'block';
  return isBlock ? ofCollection(file, old, slot, parts, pad) : ofInline(file, old, slot, parts);
}

/** Where a value would begin, behind the colon, dash, anchor and tag; null for a key without a colon. */
function slotOf(text: string, owner: YamlPair | YamlItem, old: YamlNode | null): number | null {
  if (old !== null && (old.anchor !== null || old.tag !== null)) {
    const written = /^[&!]\S*(?:[ \t]+[&!]\S*)?/.exec(text.slice(old.propertiesStart, old.start))?.[0] ?? '';
    return old.propertiesStart + written.length;
  }
  if (owner.kind === 'item') return owner.start + 1;
  return owner.colon === null ? null : owner.colon + 1;
}

function ofNothing(
  file: YamlFile,
  owner: YamlPair | YamlItem,
  slot: number,
  { head, body }: Parts,
  pad: string,
): readonly Edit[] {
  const below = head === '' ? endOfLines(file, { start: owner.start, end: slot }, 'key') : nextLine(file.text, slot);
  return [...(head === '' ? [] : [insertAt(slot, pad + head)]), ...(body.length === 0 ? [] : [insertLines(file, below, body)])];
}

function ofInline(file: YamlFile, old: YamlNode, slot: number, { head, body }: Parts): readonly Edit[] | null {
  const { text } = file;
  if (head === '' && file.comments.some(({ start }) => start >= slot && start < old.start)) return null;
  const range = head === '' ? { start: slot, end: old.end } : old;
  return [replaceRange(text, range, head), ...(body.length === 0 ? [] : [insertLines(file, nextLine(text, old.end), body)])];
}

function ofBlockScalar(file: YamlFile, old: YamlScalar, slot: number, { head, body }: Parts): readonly Edit[] {
  const { text } = file;
  const indicators = /^[|>][0-9+-]*/.exec(text.slice(old.start, old.end))?.[0] ?? '';
  const header = { start: head === '' ? slot : old.start, end: old.start + indicators.length };
  const first = nextLine(text, old.start);
  const after = Math.max(first, lineAfter(text, old.end));
  return [replaceRange(text, header, head), replaceLines(file, first, after, body)];
}

function ofCollection(file: YamlFile, old: YamlNode, slot: number, { head, body }: Parts, pad: string): readonly Edit[] {
  const { text } = file;
  if (!isFirstOnLine(text, old.start)) {
    return [replaceRange(text, withoutNewlines(text, old), [head, ...body].join(newlineBefore(file, old.start)))];
  }
  const lines = replaceLines(file, lineStart(text, old.start), lineAfter(text, old.end), body);
  return head === '' ? [lines] : [insertAt(slot, pad + head), lines];
}

/** A node may end with a block scalar that keeps its newlines: what follows stays on a line of its own. */
function withoutNewlines(text: string, { start, end }: Range): Range {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** Puts lines in the place of lines; a text without a final newline stays so. */
function replaceLines(file: YamlFile, start: number, end: number, lines: readonly string[]): Edit {
  const { text } = file;
  const newline = newlineBefore(file, start);
  const isOpen = end === text.length && text[end - 1] !== '\n';
  if (!isOpen) return replaceRange(text, { start, end }, lines.map((line) => line + newline).join(''));
  if (lines.length > 0) return replaceRange(text, { start, end }, lines.join(newline));
  const before = text.slice(0, start).replace(/(?:\r?\n[ \t]*)+$/, '').length;
  return replaceRange(text, { start: before, end }, '');
}
