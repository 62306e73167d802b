import type { NodePath, Scope } from '@babel/traverse';
import type { Edit } from '../../../core/edit.js';
import type { ImportedName } from '../../../core/fix.js';
import { RESERVED_WORDS } from '../reserved-words.js';
import { rootOf, walk } from '../syntax-object.js';
import { unprefixed } from './builtin-modules.js';
import type { ParsedModule } from './parsed-module.js';

const WORD = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The name that an import binds in the file; null where the request gives none that can be one. */
export function localOf({ module, name, as }: ImportedName): string | null {
  const local = as ?? (name === undefined || name === 'default' ? unprefixed(module) : name);
  return WORD.test(local) && !RESERVED_WORDS.has(local) ? local : null;
}

/** Finds a name as a word of its own that is not a property. */
export function wordPattern(name: string): RegExp {
  return new RegExp(`(?<![\\w$])(?<!(?<!\\.\\.)\\.)${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`, 'u');
}

/** The scope that code would be in which an edit puts into the file; null inside of `with`, where names may mean anything. */
export function scopeAt({ program }: ParsedModule, edit: Edit): Scope | null {
  let scope: Scope | null = program.scope;
  program.traverse({
    enter(path: NodePath) {
      const { start, end } = path.node;
      if (typeof start !== 'number' || typeof end !== 'number') return;
      if (start < edit.start && edit.end <= end) scope = scope === null || path.isWithStatement() ? null : path.scope;
      else if (end < edit.start || edit.end < start) path.skip();
    },
  });
  return scope;
}

/** Declarations that are in none of Babel's scopes: they bind types, or are TypeScript's and Flow's own. */
const UNSCOPED =
  /^(?:TS(?:Enum|Module|Interface|TypeAlias)Declaration|TSDeclareFunction|Declare\w+|OpaqueType|TypeAlias|InterfaceDeclaration|EnumDeclaration)$/;

/** Where the file declares a name that is in no scope of Babel; null where it does not. Those of inner scopes count, too. */
export function unscopedDeclaration({ file }: ParsedModule, name: string): number | null {
  for (const { node } of walk(rootOf(file.ast))) {
    const isUnscoped = UNSCOPED.test(node.type) || (node.type === 'ClassDeclaration' && node['declare'] === true);
    const id = node['id'];
    if (isUnscoped && typeof id === 'object' && id !== null && 'name' in id && id.name === name) return node.start;
  }
  return null;
}
