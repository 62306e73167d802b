import { Lexer } from 'yaml';
import type { Skip } from '../../core/source-file.js';
import { MOST_DEPTH, MOST_UNITS } from './limits.js';

/** A token of the text with its place. */
export interface Lexeme {
  readonly start: number;
  readonly source: string;
  readonly kind: 'comment' | 'property' | 'space' | 'other';
}

/** The lexer's signals to the parser, which stand for no text. */
const DOCUMENT = '\u0002';
const FLOW_FAULT = '\u0018';
const SCALAR = '\u001f';

const TOO_DEEP: Skip = { code: 'too-deep', message: `its nodes are nested deeper than ${MOST_DEPTH} levels` };

/**
 * The tokens of a text for the parser (`raw`) and for us (`placed`). The parser recurses, and yaml 2.9.1 aborts the process
 * when that goes wrong a third time: what is too large or too deep for it is a skip before it sees any of it.
 */
export function lex(text: string): { readonly raw: readonly string[]; readonly placed: readonly Lexeme[] } | Skip {
  if (text.length > MOST_UNITS) return { code: 'too-large', message: `it has more than ${MOST_UNITS} characters` };
  const raw: string[] = [];
  const placed: Lexeme[] = [];
  const depth = new Depth();
  let offset = 0;
  let isScalar = false;
  for (const source of new Lexer().lex(text)) {
    raw.push(source);
    if (source === SCALAR && !isScalar) {
      isScalar = true;
      continue;
    }
    if (!isScalar && (source === DOCUMENT || source === FLOW_FAULT)) continue;
    placed.push({ start: offset, source, kind: isScalar ? 'other' : kindOf(source) });
    if (depth.after(source, isScalar) > MOST_DEPTH) return TOO_DEEP;
    offset += source.length;
    isScalar = false;
  }
  return { raw, placed };
}

function kindOf(source: string): Lexeme['kind'] {
  const first = source[0] ?? '';
  if (first === '#') return 'comment';
  if (first === '&' || first === '!') return 'property';
  return /^[ \t\r\n\uFEFF]/.test(source) ? 'space' : 'other';
}

/** Counts how deep collections are nested, from above: open brackets, and columns at which block collections may be open. */
class Depth {
  readonly #columns: number[] = [];
  #flow = 0;
  /** Colons of one entry of a flow collection: to the parser, each opens a map in the former. */
  #colons = 0;
  #column = 0;
  /** True where a block collection may begin: at the first token of a line, and behind an indicator. */
  #opens = true;

  after(source: string, isScalar: boolean): number {
    if (!isScalar && /^\r?\n/.test(source)) {
      this.#column = 0;
      this.#opens = true;
      return this.#now();
    }
    if (!isScalar && /^[ \t]/.test(source)) this.#column += source.length;
    else this.#token(source, isScalar);
    return this.#now();
  }

  #token(source: string, isScalar: boolean): void {
    if (!isScalar && source.startsWith('#')) return;
    if (!isScalar && /^[[{},\]]/.test(source)) this.#colons = 0;
    else if (!isScalar && source === ':' && this.#flow > 0) this.#colons++;
    if (!isScalar && (source === '[' || source === '{')) this.#flow++;
    if (!isScalar && (source === ']' || source === '}')) this.#flow = Math.max(0, this.#flow - 1);
    if (this.#flow === 0 && this.#opens) this.#enter(this.#column);
    this.#opens = !isScalar && /^[-?:&!]/.test(source);
    const broken = source.lastIndexOf('\n');
    this.#column = broken < 0 ? this.#column + source.length : source.length - broken - 1;
    // A block scalar ends with its line.
    if (broken >= 0 && broken === source.length - 1) this.#opens = true;
  }

  #enter(column: number): void {
    while ((this.#columns.at(-1) ?? -1) > column) this.#columns.pop();
    if ((this.#columns.at(-1) ?? -1) < column) this.#columns.push(column);
  }

  /** A sequence and a map can be open at one column. */
  #now(): number {
    return 2 * this.#columns.length + this.#flow + this.#colons;
  }
}
