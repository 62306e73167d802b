import type { ImportedName } from '../../../core/fix.js';
import { isBuiltin, unprefixed } from './builtin-modules.js';
import type { ImportStyle } from './import-style.js';
import type { ModuleKind } from './module-kind.js';
import { localOf } from './names.js';

/** Tokens that go on with the line before them where that has no semicolon: https://tc39.es/ecma262/#sec-automatic-semicolon-insertion */
export const JOINING = /^(?:[([`/+*,.-]|\?\.)/;

/** Names of one module that one statement can import. */
export interface Wanted {
  readonly module: string;
  readonly typeOnly: boolean;
  /** `named`: some names of the module; `default`, `whole`: one name for it; `bare`: none. */
  readonly shape: 'named' | 'default' | 'whole' | 'bare';
  readonly names: readonly ImportedName[];
}

/** https://nodejs.org/api/modules.html#the-module-wrapper */
const OF_MODULES = new Set(['exports', 'require', 'module', '__filename', '__dirname']);

export function shapeOf({ name, sideEffect }: ImportedName): Wanted['shape'] {
  if (sideEffect === true) return 'bare';
  return name === undefined ? 'whole' : name === 'default' ? 'default' : 'named';
}

/** The statement that imports what is wanted, in the style of the file; or why there is none in its kind of module. */
export function importText(wanted: Wanted, kind: ModuleKind, style: ImportStyle): string | { readonly refused: string } {
  const source = `${style.quote}${specifierOf(wanted.module, style)}${style.quote}`;
  const own = kind === 'import' ? undefined : wanted.names.map(localOf).find((local) => local !== null && OF_MODULES.has(local));
  if (own !== undefined) return { refused: `${own} is a name that each module has of its own` };
  if (kind === 'require') return requireText(wanted, style, source);
  if (kind === 'import-equals') return equalsText(wanted, style, source);
  const type = wanted.typeOnly && (wanted.shape !== 'named' || !style.isTypeInline) ? 'import type' : 'import';
  const clause = clauseOf(wanted, style);
  return clause === '' ? `import ${source}${style.semicolon}` : `${type} ${clause} from ${source}${style.semicolon}`;
}

function clauseOf(wanted: Wanted, style: ImportStyle): string {
  const { shape, names, module } = wanted;
  const [local = ''] = names.map(localOf);
  if (shape === 'bare') return '';
  if (shape === 'named')
    return braced(
      names.map((name) => namedText(name, 'import', wanted.typeOnly && style.isTypeInline)),
      style,
    );
  const isDefault = shape === 'default' || (isBuiltin(module) && style.whole === 'default');
  return isDefault ? (local ?? '') : `* as ${local ?? ''}`;
}

function requireText(
  { shape, names, module, typeOnly }: Wanted,
  style: ImportStyle,
  source: string,
): string | { refused: string } {
  if (typeOnly) return { refused: 'an import of types would make another kind of module of the file' };
  if (shape === 'default' && !isBuiltin(module)) {
    return { refused: `what is the default of ${module} cannot be told where modules are required` };
  }
  if (shape === 'bare') return `require(${source})${style.semicolon}`;
  const [local = ''] = names.map(localOf);
  const target =
    shape === 'named'
      ? braced(
          names.map((name) => namedText(name, 'require', false)),
          style,
        )
      : local;
  return `${style.keyword} ${target} = require(${source})${style.semicolon}`;
}

function equalsText(
  { shape, names, module, typeOnly }: Wanted,
  style: ImportStyle,
  source: string,
): string | { refused: string } {
  const isWhole = shape === 'whole' || (shape === 'default' && isBuiltin(module));
  if (!isWhole || typeOnly)
    return { refused: `the file imports by \`import m = require('m')\`, which binds whole modules alone` };
  const [local = ''] = names.map(localOf);
  return `import ${local} = require(${source})${style.semicolon}`;
}

/** One name between braces: `a as b` in an import, `a: b` in a pattern. */
export function namedText(wanted: ImportedName, kind: 'import' | 'require', isType: boolean): string {
  const local = localOf(wanted) ?? '';
  const name = wanted.name ?? '';
  const renamed = kind === 'import' ? `${name} as ${local}` : `${name}: ${local}`;
  return `${isType ? 'type ' : ''}${name === local ? name : renamed}`;
}

function braced(names: readonly string[], { space }: ImportStyle): string {
  return `{${space}${names.join(', ')}${space}}`;
}

/** The module as the file spells those of its kind. What exists with the prefix alone keeps it. */
export function specifierOf(module: string, { isPrefixed }: ImportStyle): string {
  if (!isBuiltin(module)) return module;
  const bare = unprefixed(module);
  return isPrefixed && !bare.startsWith('node:') ? `node:${bare}` : bare;
}
