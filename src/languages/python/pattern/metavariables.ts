import { CodemodError } from '../../../core/errors.js';

/** What a metavariable takes: one node, or any number of siblings. Its name is null where it is not captured. */
export interface Metavariable {
  readonly kind: 'one' | 'many';
  readonly name: string | null;
}

const TOKEN =
  /(?<prefix>[A-Za-z]{0,3})(?<string>'''(?:\\.|[^\\])*?'''|"""(?:\\.|[^\\])*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|#[^\n]*|\w*\$\$?\$?\w*|[{}()[\]]/gs;
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
  return code.replace(TOKEN, (token: string, ...rest: unknown[]) => {
    const { prefix = '', string } = rest.at(-1) as { prefix?: string; string?: string };
    if (string !== undefined)
      return /f/i.test(prefix) ? token.replace(IN_FIELD, (field) => withPlaceholders(field, false)) : token;
    if (token.startsWith('#')) return token;
    if ('{[('.includes(token)) open.push(token);
    else if ('}])'.includes(token)) open.pop();
    else return placeholderFor(token, splat && open.at(-1) === '{');
    return token;
  });
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
