import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeFiles } from './temp-folder.js';

/** Makes a folder with the given files, hands it to a test and removes it afterwards. */
export async function inScratch<T>(
  files: Readonly<Record<string, string | Buffer>>,
  use: (folder: string) => Promise<T> | T,
): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-scratch-'));
  try {
    writeFiles(folder, files);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every path below a folder with what it is, as text: two equal results are two equal trees. Folders that `leaveOut` names are skipped. */
export function treeOf(folder: string, leaveOut: readonly string[] = []): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const kept = names.filter((name) => !leaveOut.some((out) => name === out || name.startsWith(`${out}/`)));
  return Object.fromEntries(kept.map((name) => [name, describe(path.join(folder, name))]));
}

function describe(file: string): string {
  const stats = lstatSync(file);
  const mode = (stats.mode & 0o7777).toString(8);
  if (stats.isDirectory()) return `folder ${mode}`;
  if (stats.isSymbolicLink()) return `link to ${readlinkSync(file)}`;
  return stats.isFile() ? `file ${mode} ${readFileSync(file, 'latin1')}` : 'special';
}
