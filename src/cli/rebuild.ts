import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BUILD = path.join(ROOT, 'scripts', 'build.mjs');
const ENTRY = path.join(ROOT, 'dist', 'src', 'cli', 'bin.js');

/**
 * In a clone of the toolkit, compiles sources that are newer than what was built and runs the command again from there.
 *
 * @returns the exit code of that, or null when everything is up to date (as it always is in an installed package).
 */
export function rebuildIfStale(args: readonly string[]): number | null {
  if (!existsSync(BUILD) || newest(['src', 'codemods']) <= statSync(ENTRY).mtimeMs) return null;
  const built = spawnSync(process.execPath, [BUILD], { stdio: 'inherit' });
  if (built.status !== 0) return built.status ?? 1;
  return spawnSync(process.execPath, [ENTRY, ...args], { stdio: 'inherit' }).status ?? 1;
}

/** What the build compiles or copies: code, data, recipes and templates. */
const SOURCE = /\.ts$|\.json$|recipe\.yaml$|\/template\//;

/** The latest modification of a source below the folders, in milliseconds. */
function newest(folders: readonly string[]): number {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(ROOT, folder, file)),
  );
  const times = files.filter((file) => SOURCE.test(file)).map((file) => statSync(file).mtimeMs);
  return times.reduce((latest, time) => Math.max(latest, time), 0);
}
