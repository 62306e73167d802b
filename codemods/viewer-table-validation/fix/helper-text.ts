import type { Program } from '../program/program.js';
import { FLAVOURS, type Flavour } from './flavour.js';

export interface HelperNames {
  readonly pattern: string;
  readonly check: string;
}

const PATTERN = '_TABLE_NAME';
const CHECK = '_validate_table_name';

/** Names for a helper that nothing in the file uses yet. */
export function freeNames(program: Program): HelperNames {
  const taken = (name: string): boolean => program.module.scope.all.some((scope) => scope.bindings.has(name));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `_${number}`;
    const names = { pattern: `${PATTERN}${suffix}`, check: `${CHECK}${suffix}` };
    if (!taken(names.pattern) && !taken(names.check)) return names;
  }
}

/**
 * The helper, with `\n` and no blank lines around. `fullmatch`, because `match` with `$` takes a newline at the end for
 * granted; a class of ASCII letters, because `\w` and `str.isidentifier` know more letters than people can tell apart.
 */
export function helperText(
  flavour: Flavour,
  names: HelperNames,
  re: string,
  error: string,
  unit: string,
  allowsEmpty: boolean,
): string {
  const { parameters, maybeNone } = FLAVOURS[flavour];
  const nothing = allowsEmpty ? 'not value or ' : maybeNone ? 'value is None or ' : '';
  return [
    `${names.pattern} = ${re}.compile(r"[A-Za-z_][A-Za-z0-9_]*")`,
    '',
    '',
    `def ${names.check}(${parameters}):`,
    `${unit}if ${nothing}${names.pattern}.fullmatch(value):`,
    `${unit}${unit}return value`,
    `${unit}raise ${error}(f"invalid table name: {value!r} (letters, digits and underscore only)")`,
  ].join('\n');
}
