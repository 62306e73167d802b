import type { Newline } from '../../../core/source-file.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { Snippet } from '../services.js';
import { keepsOrder } from './indentation.js';

/** Where code goes: its indentation, one level of it, and the line break around it. */
export interface Spot {
  readonly indent: string;
  readonly unit: string;
  readonly newline: Newline;
}

export interface SnippetLine {
  /** The line break before it, where it must be kept; null: the one of the place. */
  readonly lineBreak: string | null;
  /** Null for a line that begins in a string: it has no indentation. */
  readonly indent: ((spot: Spot) => string) | null;
  readonly text: string;
  readonly isHead: boolean;
}

const COMPOUND = /^(if|for|while|try|with|match)_statement$|^(function|class|decorated)_definition$/;

/** Code as lines that know how to be indented. */
export class LineSnippet implements Snippet {
  readonly lines: number;
  readonly #lines: readonly SnippetLine[];
  readonly #statements: readonly SyntaxNode[];

  constructor(lines: readonly SnippetLine[], statements: readonly SyntaxNode[]) {
    this.#lines = lines;
    this.#statements = statements;
    this.lines = lines.length;
  }

  get hasStatements(): boolean {
    return this.#statements.length > 0;
  }

  /** True when it can stand on a line with other statements. */
  get isSimple(): boolean {
    return this.lines === 1 && this.hasStatements && !this.#statements.some((statement) => COMPOUND.test(statement.type));
  }

  /** Whole lines, the first one indented too, without a final line break. Null when its blocks would not be the same there. */
  render(spot: Spot): string | null {
    const heads = this.#lines.flatMap((line): [string, string][] =>
      line.isHead && line.indent !== null ? [[line.indent({ ...spot, indent: '' }), line.indent(spot)]] : [],
    );
    if (!keepsOrder(heads)) return null;
    return this.#lines
      .map((line, index) => {
        const lineBreak = index === 0 ? '' : (line.lineBreak ?? spot.newline);
        const indent = line.indent === null || line.text === '' ? '' : line.indent(spot);
        return lineBreak + indent + line.text;
      })
      .join('');
  }
}
