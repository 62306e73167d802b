import type { NodePath } from '@babel/traverse';
import type { Node } from '@babel/types';
import type { Range } from '../../../core/range.js';
import { type Newline, newlineNear } from '../../../core/source-file.js';
import { lineEndAt, lineStartAt, skipBreak } from '../../lines.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { rootOf, type SyntaxObject, walk } from '../syntax-object.js';

/** Lists of statements: https://babeljs.io/docs/babel-types */
const HOLDS_STATEMENTS = new Set(['BlockStatement', 'Program', 'StaticBlock', 'SwitchCase', 'ClassBody', 'TSModuleBlock']);

/** Tokens whose line breaks are part of a value. */
const VALUES = new Set(['string', 'template', 'jsxString']);

/** What may follow code on its line; U+2028 and U+2029 end a line as well, but not here: https://tc39.es/ecma262/#sec-line-terminators */
const REST_OF_LINE = /^[ \t]*(?:\/\*(?:[^*\u2028\u2029]|\*(?!\/))*\*\/[ \t]*)*(?:\/\/[^\u2028\u2029]*)?$/;

/** How the statements of a file stand in its lines. */
export class Layout {
  readonly file: JavaScriptFile;
  readonly text: string;
  #commonUnit: string | null = null;

  constructor(file: JavaScriptFile) {
    this.file = file;
    this.text = file.text;
  }

  lineStart(offset: number): number {
    return lineStartAt(this.text, offset);
  }

  lineEnd(offset: number): number {
    return lineEndAt(this.text, offset);
  }

  newlineAt(offset: number): Newline {
    return newlineNear(this.file, offset);
  }

  indentOf({ start }: Range): string {
    return /^[ \t]*/.exec(this.text.slice(this.lineStart(start), start))?.[0] ?? '';
  }

  opensLine({ start }: Range): boolean {
    return this.lineStart(start) + this.indentOf({ start, end: start }).length === start;
  }

  /** True when nothing but comments that end there follows on the line. */
  closesLine(end: number): boolean {
    return REST_OF_LINE.test(this.text.slice(end, this.lineEnd(end)));
  }

  hasBreak(range: Range): boolean {
    return /[\r\n]/.test(this.text.slice(range.start, range.end));
  }

  /** The starts of the lines that begin in a range and may be indented: not the blank ones, not those of a string or template. */
  movableLines({ start, end }: Range): readonly number[] {
    const inside = this.file.tokens.filter((token) => VALUES.has(token.kind) && token.start < end && token.end > start);
    const found: number[] = [];
    for (let line = skipBreak(this.text, this.lineEnd(start)); line < end; line = skipBreak(this.text, this.lineEnd(line))) {
      const isBlank = /^[ \t]*$/.test(this.text.slice(line, this.lineEnd(line)));
      if (!isBlank && !inside.some((token) => token.start < line && line <= token.end)) found.push(line);
      if (this.lineEnd(line) >= this.text.length) break;
    }
    return found;
  }

  unitAt(path: NodePath): string {
    for (let around = path.parentPath; around !== null; around = around.parentPath) {
      const step = this.#step(around.node);
      if (step !== null) return step;
    }
    return this.commonUnit();
  }

  /** What most blocks of the file are indented by, or most of its other lines. */
  commonUnit(): string {
    this.#commonUnit ??= this.#ofBlocks() ?? this.#ofLines() ?? (/^\t/m.test(this.text) ? '\t' : '  ');
    return this.#commonUnit;
  }

  #ofBlocks(): string | null {
    return mostCommon([...walk(rootOf(this.file.ast))].flatMap(({ node }) => this.#stepOf(node) ?? []));
  }

  /** By how much lines of code are indented deeper than those above: where no block tells, objects and chains may. */
  #ofLines(): string | null {
    const opening = this.file.tokens.filter((token) => token.kind !== 'comment' && this.opensLine(token));
    const indents = opening.map((token) => this.indentOf(token));
    return mostCommon(
      indents.flatMap((indent, index) => {
        const above = indents[index - 1] ?? '';
        const step = indent.startsWith(above) ? indent.slice(above.length) : '';
        // What is aligned with something is not.
        return /^(?:\t| {2}| {4}| {8})$/.test(step) ? [step] : [];
      }),
    );
  }

  #step(node: Node): string | null {
    return this.#stepOf(node as unknown as SyntaxObject);
  }

  /** By how much the first statement of a block is indented deeper than the line on which the block begins. */
  #stepOf(node: SyntaxObject): string | null {
    if (!HOLDS_STATEMENTS.has(node.type) || node.type === 'Program') return null;
    const list = node['body'] ?? node['consequent'];
    const first: unknown = Array.isArray(list) ? list[0] : undefined;
    if (!isRange(first) || !this.opensLine(first)) return null;
    const [outer, inner] = [this.indentOf(node), this.indentOf(first)];
    return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : null;
  }
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}

function mostCommon(steps: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  const [first, ...others] = counts;
  return first === undefined ? null : others.reduce((best, one) => (one[1] > best[1] ? one : best), first)[0];
}
