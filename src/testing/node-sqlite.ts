import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { tempFolder, writeFiles } from './temp-folder.js';

/** What a program left behind. */
export interface NodeRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * better-sqlite3 brings its binary from outside of the registry. libsql has its interface over SQLite, and binaries in
 * packages: https://github.com/tursodatabase/libsql-js
 */
const BETTER_SQLITE3 = 'libsql';

/** The first of the versions that have `node:sqlite` without a flag: https://nodejs.org/api/sqlite.html */
const FIRST_WITH_SQLITE = [22, 13] as const;

/** True when the running Node has `node:sqlite`. */
export function hasNodeSqlite(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [firstMajor, firstMinor] = FIRST_WITH_SQLITE;
  return major > firstMajor || (major === firstMajor && minor >= firstMinor);
}

/**
 * A new folder with these files, in which `better-sqlite3` can be required and imported; it is removed when the process ends.
 *
 * @param modules others of ours that can be, too.
 */
export function nodeSqliteFolder(files: Readonly<Record<string, string | Buffer>>, modules: readonly string[] = []): string {
  const folder = tempFolder();
  writeFiles(folder, { ...linkTo('better-sqlite3', BETTER_SQLITE3), 'node_modules/better-sqlite3/index.js': closing() });
  for (const name of modules) writeFiles(folder, linkTo(name, name));
  writeFiles(folder, files);
  return folder;
}

/**
 * better-sqlite3 finalizes its statements when it closes, so that SQLite ends the transaction; libsql leaves both to the garbage
 * collector: https://github.com/WiseLibs/better-sqlite3/blob/master/src/objects/database.cpp, CloseHandles
 */
function closing(): string {
  return `const Libsql = require(${JSON.stringify(pathOf(BETTER_SQLITE3))});
module.exports = class Database extends Libsql {
  close() {
    if (this.open && this.inTransaction) super.exec('ROLLBACK');
    return super.close();
  }
};
`;
}

function pathOf(module: string): string {
  return createRequire(import.meta.url).resolve(module);
}

function linkTo(name: string, target: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: 'index.js' }),
    [`node_modules/${name}/index.js`]: `module.exports = require(${JSON.stringify(pathOf(target))});\n`,
  };
}

/** Runs a file of a folder with the running Node. What our modules require and do not find, they find there. A minute at most. */
export function runNode(folder: string, file: string, args: readonly string[] = []): NodeRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, file), ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NODE_NO_WARNINGS: '1', NODE_PATH: path.join(folder, 'node_modules') },
  });
  return { status, stdout, stderr };
}
