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

function patternText(re: string): string {
  return `${re}.compile(r"[A-Za-z_][A-Za-z0-9_]*")`;
}

/** The name of the same pattern, bound once and for good above an offset by the statements of the module; or null. */
export function findPattern(program: Program, re: string, offset: number): string | null {
  for (const statement of program.module.file.root.namedChildren) {
    const assignment = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    const [name, value] = [assignment?.child('left'), assignment?.child('right')];
    if (assignment?.type !== 'assignment' || name?.type !== 'identifier' || value?.text !== patternText(re)) continue;
    const isOnly = program.module.scope.all.every((scope) => (scope.bindings.get(name.text)?.sites.length ?? 1) === 1);
    const scopes = program.module.scope.all.filter((scope) => scope.bindings.has(name.text));
    if (statement.end <= offset && isOnly && scopes.length === 1) return name.text;
  }
  return null;
}

/** What a helper is made of. */
interface HelperFacts {
  readonly re: string;
  readonly error: string;
  readonly unit: string;
  readonly allowsEmpty: boolean;
  /** True when the pattern stands in the file already. */
  readonly hasPattern: boolean;
}

/**
 * The helper, with `\n` and no blank lines around. `fullmatch`, because `match` with `$` takes a newline at the end for
 * granted; a class of ASCII letters, because `\w` and `str.isidentifier` know more letters than people can tell apart.
 */
export function helperText(
  flavour: Flavour,
  names: HelperNames,
  { re, error, unit, allowsEmpty, hasPattern }: HelperFacts,
): string {
  const { parameters, maybeNone } = FLAVOURS[flavour];
  const nothing = allowsEmpty ? 'not value or ' : maybeNone ? 'value is None or ' : '';
  return [
    ...(hasPattern ? [] : [`${names.pattern} = ${patternText(re)}`, '', '']),
    `def ${names.check}(${parameters}):`,
    `${unit}if ${nothing}${names.pattern}.fullmatch(value):`,
    `${unit}${unit}return value`,
    `${unit}raise ${error}(f"invalid table name: {value!r} (letters, digits and underscore only)")`,
  ].join('\n');
}
