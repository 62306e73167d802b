import { CodemodError } from '../../../core/errors.js';

/** What a metavariable takes: one node, or any number of siblings. Its name is null where it is not captured. */
export interface Metavariable {
  readonly kind: 'one' | 'many';
  readonly name: string | null;
}

const TOKEN =
  /(?<prefix>[A-Za-z]{0,3})(?<string>'''(?:\\.|[^\\])*?'''|"""(?:\\.|[^\\])*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|#[^\n]*|\w*\$\$?\$?\w*|[{}()[\]]/gs;
const OPENING = new Set(['{', '(', '[']);
const CLOSING = new Set(['}', ')', ']']);
const VARIABLE = /^\$(?:\$\$)?(?:[A-Z_][A-Z0-9_]*)?$/;
const IN_FIELD = /\{[^{}]*\}/g;
const PLACEHOLDER = /^__codemod_(one|many)(?:_(\w+))?__$/;

/**
 * A pattern as Python: `$X` becomes an identifier that {@link metavariableOf} knows. Strings and comments are left as they
 * are, but for the fields of f-strings. With `splat`, a `$$$X` in braces becomes `**` and an identifier, for dictionaries.
 *
 * @throws CodemodError `pattern-invalid` for a `$` that begins no metavariable.
 */
export function withPlaceholders(code: string, splat: boolean): string {
  const open: string[] = [];
  const parts: string[] = [];
  let end = 0;
  for (const match of code.matchAll(TOKEN)) {
    parts.push(code.slice(end, match.index), replacementFor(match[0], match.groups ?? {}, splat && open.at(-1) === '{'));
    end = match.index + match[0].length;
    if (OPENING.has(match[0])) open.push(match[0]);
    else if (CLOSING.has(match[0])) open.pop();
  }
  return parts.join('') + code.slice(end);
}

function replacementFor(token: string, { prefix = '', string }: Readonly<Record<string, string>>, splat: boolean): string {
  if (string !== undefined) return /f/i.test(prefix) ? token.replace(IN_FIELD, (field) => withPlaceholders(field, false)) : token;
  return token.startsWith('#') || OPENING.has(token) || CLOSING.has(token) ? token : placeholderFor(token, splat);
}

/** The metavariable that an identifier stands for, or null. */
export function metavariableOf(identifier: string): Metavariable | null {
  const [, kind, name] = PLACEHOLDER.exec(identifier) ?? [];
  if (kind !== 'one' && kind !== 'many') return null;
  return { kind, name: name ?? null };
}

function placeholderFor(token: string, splat: boolean): string {
  if (!VARIABLE.test(token) || token === '$') {
    throw new CodemodError(
      'pattern-invalid',
      `The pattern is not valid: "${token}" is no metavariable. They are $NAME for one node, $$$NAME for any number, in upper case.`,
    );
  }
  const many = token.startsWith('$$$');
  const name = token.replace(/^\$+/, '');
  const captured = name === '' || name.startsWith('_') ? '' : `_${name}`;
  return `${many && splat ? '**' : ''}__codemod_${many ? 'many' : 'one'}${captured}__`;
}
