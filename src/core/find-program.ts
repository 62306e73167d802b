import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/**
 * The search path without the entries that a repository could fill: relative ones (an empty entry is the current folder),
 * those below `distrusted`, and `node_modules/.bin`, which npm and npx put in front for the folder they run in and every
 * folder above.
 */
export function safeSearchPath(distrusted: string | null, searchPath: string = process.env['PATH'] ?? ''): readonly string[] {
  const below = distrusted === null ? null : path.resolve(distrusted);
  return searchPath.split(path.delimiter).filter((entry) => {
    if (!path.isAbsolute(entry)) return false;
    const folder = path.resolve(entry);
    if (folder.endsWith(path.join('node_modules', '.bin'))) return false;
    return below === null || below === path.parse(below).root || (folder !== below && !folder.startsWith(below + path.sep));
  });
}

/**
 * The absolute path of a program, looked for as a shell would, but never in a place that a repository could fill.
 *
 * @param distrusted a folder in which no program is looked for.
 */
export function findProgram(name: string, distrusted: string | null, searchPath?: string): string | null {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of safeSearchPath(distrusted, searchPath)) {
    const candidate = path.join(folder, file);
    if (isProgram(candidate)) return candidate;
  }
  return null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
