import type { Range } from '../../core/range.js';
import { indentAt, reindent } from './indent.js';

/** A text with metavariables in it. */
export interface Template {
  readonly pieces: readonly (string | Variable)[];
}

/** `$NAME` stands for a node, `$$$NAME` for a list of nodes, and either for a text where a transformation is called so. */
export interface Variable {
  readonly name: string;
  readonly kind: 'one' | 'many' | 'made';
  /** The indentation of its line in the template. */
  readonly indent: number;
}

/** What metavariables stand for at one match. */
export interface Environment {
  /** The file's. */
  readonly text: string;
  one(name: string): Range | null;
  many(name: string): Range | null;
  made(name: string): string | null;
}

const VARIABLE = /\${1,3}([A-Z_0-9]+)/g;

/** @param made the names of the transformations that the template may use. */
export function parseTemplate(text: string, made: ReadonlySet<string>): Template {
  const pieces: (string | Variable)[] = [];
  let done = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [written, name = ''] = match;
    const kind = written.startsWith('$$$') ? 'many' : made.has(name) ? 'made' : 'one';
    pieces.push(text.slice(done, match.index), { name, kind, indent: indentAt(text, match.index) });
    done = match.index + written.length;
  }
  return { pieces: [...pieces, text.slice(done)] };
}

export function variablesOf({ pieces }: Template): readonly Variable[] {
  return pieces.filter((piece) => typeof piece !== 'string');
}

/** The template for one match that begins at an offset. What a metavariable does not stand for is left out. */
export function render({ pieces }: Template, environment: Environment, at: number): string {
  const filled = pieces.map((piece) => (typeof piece === 'string' ? piece : filledIn(piece, environment))).join('');
  return reindent(filled, 0, indentAt(environment.text, at));
}

function filledIn({ name, kind, indent }: Variable, environment: Environment): string {
  if (kind === 'made') return reindent(environment.made(name) ?? '', 0, indent);
  const range = kind === 'many' ? environment.many(name) : environment.one(name);
  if (range === null) return '';
  const { text } = environment;
  return reindent(text.slice(range.start, range.end), indentAt(text, range.start), indent);
}
