import type { NodePath, Origin } from 'codex-codemod';
import type { Reading } from './reading.js';
import { bare, methodCall } from './syntax.js';

/** What a repair has to know of an SQLite driver. */
export interface Driver {
  /** `await`: its methods give promises. `callback`: they call back. */
  readonly calls: 'at-once' | 'await' | 'callback';
  /** The property that tells whether a transaction is open, where every version of the driver has one. */
  readonly tells: string | null;
  /** True when closing surely ends the transaction, whatever statements are alive. */
  readonly closeEnds: boolean;
  /** True when opening gives a promise. */
  readonly opensLater: boolean;
}

// https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md
const BETTER: Driver = { calls: 'at-once', tells: 'inTransaction', closeEnds: true, opensLater: false };
// Its statements live until they are collected, and keep the connection alive: https://github.com/tursodatabase/libsql-js
const LIBSQL: Driver = { ...BETTER, closeEnds: false };
// https://nodejs.org/api/sqlite.html: `isTransaction` came after the first versions.
const NODE: Driver = { calls: 'at-once', tells: null, closeEnds: true, opensLater: false };
// https://github.com/kriasoft/node-sqlite
const SQLITE: Driver = { calls: 'await', tells: null, closeEnds: false, opensLater: true };
// https://github.com/TryGhost/node-sqlite3/wiki/API
const SQLITE3: Driver = { calls: 'callback', tells: null, closeEnds: false, opensLater: false };

/** Modules that have the interface of better-sqlite3. */
const LIKE_BETTER: ReadonlyMap<string, Driver> = new Map([
  ['better-sqlite3', BETTER],
  ['better-sqlite3-multiple-ciphers', BETTER],
  ['libsql', LIBSQL],
]);

/** The driver whose connection an expression opens, or null. */
export function driverOpened(path: NodePath, reading: Reading): Driver | null {
  if (!path.isNewExpression() && !path.isCallExpression()) return null;
  const origin = originOf(bare(path.get('callee') as NodePath), reading);
  if (origin === null) return null;
  const { module } = origin;
  const what = origin.members.join('.');
  const alike = LIKE_BETTER.get(module);
  if (alike !== undefined) return what === '' || what === 'Database' ? alike : null;
  if (module === 'sqlite' && what === 'DatabaseSync' && path.isNewExpression()) return NODE;
  if (module === 'sqlite' && what === 'open' && path.isCallExpression()) return SQLITE;
  return module === 'sqlite3' && /^(?:cached\.)?Database$/.test(what) ? SQLITE3 : null;
}

/** `require('sqlite3').verbose()` gives the module itself: https://github.com/TryGhost/node-sqlite3/wiki/API#sqlite3verbose */
function originOf(path: NodePath, reading: Reading): Origin | null {
  const known = reading.originOf(path);
  if (known !== null) return known;
  if (path.isMemberExpression()) {
    const object = originOf(bare(path.get('object')), reading);
    const { property } = path.node;
    return object === null || property.type !== 'Identifier' || path.node.computed
      ? null
      : { ...object, members: [...object.members, property.name] };
  }
  if (path.isIdentifier()) {
    const binding = path.scope.getBinding(path.node.name);
    const declared = binding?.constant === true && binding.path.isVariableDeclarator() ? binding.path : null;
    const init = declared?.node.id.type === 'Identifier' ? declared.get('init') : null;
    return init?.isCallExpression() === true ? originOf(init, reading) : null;
  }
  const call = methodCall(path);
  return call?.method === 'verbose' ? reading.originOf(call.receiver) : null;
}
