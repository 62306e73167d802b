import { applyEdits, type Edit, replaceRange } from '../../../core/edit.js';
import { nodesOf } from '../walk.js';
import type { YamlFile, YamlItem, YamlNode, YamlPair, YamlScalar } from '../yaml-file.js';
import type { Fragment } from './fragment.js';
import { joinTouching } from './join-touching.js';
import { columnOf, isFirstOnLine } from './lines.js';
import type { YamlStyle } from './style.js';

/** The lines of an entry at a column in the style of a file, comments above it first. Newlines are left out. */
export function renderEntry(fragment: Fragment, column: number, style: YamlStyle): readonly string[] {
  const layout = new Layout(fragment.file, style);
  layout.entry(fragment.entry, column);
  return [...fragment.lead.map((line) => ' '.repeat(column) + line), ...layout.lines()];
}

/** The lines of a whole value in the style of a file, at column 0. */
export function renderDocument(file: YamlFile, style: YamlStyle): readonly string[] {
  const layout = new Layout(file, style);
  const root = file.documents[0]?.contents ?? null;
  if (root !== null) layout.node(root, 0, 0, 0);
  return layout.lines();
}

/** What becomes of the lines of a fragment: their new columns, and edits within them. */
class Layout {
  readonly #file: YamlFile;
  readonly #style: YamlStyle;
  readonly #text: string;
  readonly #lineOf: (offset: number) => number;
  readonly #columns = new Map<number, number>();
  /** Columns of entries in the order of the text, for comments that stand in one. */
  readonly #entries: { readonly line: number; readonly from: number; readonly to: number }[] = [];
  readonly #edits: Edit[] = [];

  constructor(file: YamlFile, style: YamlStyle) {
    this.#file = file;
    this.#style = style;
    this.#text = file.text;
    this.#lineOf = (offset) => this.#text.slice(0, offset).split('\n').length - 1;
    this.#quotes();
  }

  entry(entry: YamlPair | YamlItem, column: number): void {
    this.#entries.push({ line: this.#lineOf(entry.start), from: columnOf(this.#text, entry.start), to: column });
    this.#move(entry.start, column);
    if (entry.kind === 'pair') this.#pair(entry, column);
    else this.#item(entry, column);
  }

  /** A value at its new column; the body of a block scalar goes to its own. `parent` is the column that it is relative to. */
  node(node: YamlNode, column: number, body: number, parent: number): void {
    const isBlock = (node.kind === 'map' || node.kind === 'sequence') && node.style === 'block';
    if (isBlock) for (const entry of node.kind === 'map' ? node.pairs : node.items) this.entry(entry, column);
    else if (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')) this.#block(node, body, parent);
    else this.#continued(node, body);
  }

  lines(): readonly string[] {
    this.#comments();
    return applyEdits(this.#text, joinTouching(this.#edits))
      .replace(/\n$/, '')
      .split('\n')
      .map((line, index) =>
        line.trim() === '' ? '' : ' '.repeat(this.#columns.get(index) ?? 0) + unindented(line, this.#columns.has(index)),
      );
  }

  #pair({ value }: YamlPair, column: number): void {
    if (value === null) return;
    const step = value.kind === 'sequence' ? this.#style.sequenceStep : this.#style.step;
    this.node(value, column + step, column + this.#style.step, column);
  }

  #item({ start, node }: YamlItem, column: number): void {
    if (node === null) return;
    const pad = { start: start + 1, end: node.propertiesStart };
    const old = this.#text.slice(pad.start, pad.end);
    const wanted = node.kind === 'scalar' || node.kind === 'alias' ? this.#style.scalarDashPad : this.#style.dashPad;
    if (/^ +$/.test(old) && old !== wanted) this.#edits.push(replaceRange(this.#text, pad, wanted));
    const inner = column + 1 + wanted.length;
    this.node(node, inner, inner, column);
  }

  #block(scalar: YamlScalar, column: number, parent: number): void {
    const header = /^[|>][+-]?([1-9])?[+-]?/.exec(this.#text.slice(scalar.start, scalar.end));
    const digit = header?.[1];
    const first = this.#lineOf(scalar.start) + 1;
    const last = this.#lineOf(Math.max(scalar.start, scalar.end - 1));
    const lines = this.#text.split('\n');
    const body = lines.slice(first, last + 1).filter((line) => line.trim() !== '');
    const indents = body.map((line) => line.search(/[^ ]/));
    const least = Math.min(...indents);
    // With a digit, the body may begin with white space of its own: the digit stays right when the distance does.
    const shift =
      digit === undefined ? column - (indents[0] ?? 0) : parent + Number(digit) - this.#bodyColumn(scalar, Number(digit), least);
    for (let line = first; line <= last; line++)
      this.#columns.set(line, Math.max(0, (lines[line] ?? '').search(/[^ ]|$/) + shift));
  }

  /** Where the body of a block scalar with a digit begins in the fragment: that far from the entry that holds it. */
  #bodyColumn(scalar: YamlScalar, digit: number, least: number): number {
    const holder = this.#entries.findLast(({ line }) => line <= this.#lineOf(scalar.start));
    return holder === undefined ? least : holder.from + digit;
  }

  /** Further lines of a plain or quoted scalar, or of a flow collection. */
  #continued(node: YamlNode, column: number): void {
    const first = this.#lineOf(node.start);
    const last = this.#lineOf(node.end);
    const lines = this.#text.split('\n');
    const indents = lines
      .slice(first + 1, last + 1)
      .filter((line) => line.trim() !== '')
      .map((line) => line.search(/[^ ]/));
    const shift = column - Math.min(...indents, Number.POSITIVE_INFINITY);
    this.#move(node.propertiesStart, column);
    for (let line = first + 1; line <= last; line++) this.#columns.set(line, (lines[line] ?? '').search(/[^ ]|$/) + shift);
  }

  #move(offset: number, column: number): void {
    if (isFirstOnLine(this.#text, offset)) this.#columns.set(this.#lineOf(offset), column);
  }

  /** Comments go where the entry in their column goes: the next one, else the last one. */
  #comments(): void {
    const own = this.#file.comments.filter(({ ownLine }) => ownLine);
    for (const { start } of own) {
      const line = this.#lineOf(start);
      const column = columnOf(this.#text, start);
      const next = this.#entries.find((entry) => entry.line > line);
      const before = this.#entries.findLast((entry) => entry.line < line && entry.from <= column);
      const same = next?.from === column ? next : before;
      this.#columns.set(line, same === undefined ? (next?.to ?? 0) : same.to + Math.max(0, column - same.from));
    }
  }

  /** Quotes that mean the same in either kind become those of the file. */
  #quotes(): void {
    const { quote } = this.#style;
    const root = this.#file.documents[0]?.contents ?? null;
    if (quote === null || root === null) return;
    for (const node of nodesOf(root)) {
      if (node.kind !== 'scalar' || (node.style !== 'single' && node.style !== 'double') || node.style === quote) continue;
      const inner = this.#text.slice(node.start + 1, node.end - 1);
      const mark = quote === 'single' ? "'" : '"';
      if (/['"\\\n]/.test(inner)) continue;
      this.#edits.push(replaceRange(this.#text, node, mark + inner + mark));
    }
  }
}

/** Lines that nothing was said of keep their own white space. */
function unindented(line: string, isMoved: boolean): string {
  return isMoved ? line.trimStart() : line;
}
