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

/** A new folder with these files, in which `better-sqlite3` can be required and imported; it is removed when the process ends. */
export function nodeSqliteFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = tempFolder();
  const module = createRequire(import.meta.url).resolve(BETTER_SQLITE3);
  writeFiles(folder, {
    'node_modules/better-sqlite3/package.json': JSON.stringify({ name: 'better-sqlite3', main: 'index.js' }),
    'node_modules/better-sqlite3/index.js': `module.exports = require(${JSON.stringify(module)});\n`,
    ...files,
  });
  return folder;
}

/** Runs a file of a folder with the running Node. A minute at most. */
export function runNode(folder: string, file: string, args: readonly string[] = []): NodeRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, file), ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  return { status, stdout, stderr };
}
