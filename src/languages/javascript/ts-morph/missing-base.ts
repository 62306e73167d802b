import path from 'node:path';
import type { ts as typescript } from 'ts-morph';
import { isInstalled } from './installed-packages.js';
import { folderOf, type ProjectFiles } from './project-files.js';

/**
 * Why what a configuration extends by a path cannot be read, or null. Without it nobody knows where imports lead. Packages are not looked
 * for: TypeScript tells of those that are not installed.
 *
 * @param configPath from the root, with a `/` in front.
 */
export function missingBase(
  ts: typeof typescript,
  files: ProjectFiles,
  configPath: string,
  seen: ReadonlySet<string> = new Set(),
): string | null {
  // TypeScript tells of rings.
  if (seen.has(configPath)) return null;
  for (const base of basesOf(ts, files, configPath)) {
    const told = path.isAbsolute(base) ? base : fromRoot(folderOf(configPath), base);
    if (isInstalled(told)) continue;
    if (path.isAbsolute(told) || isAbove(told)) {
      return `it extends ${told}, outside of the folder of this run: run it over a folder that holds both`;
    }
    const found = candidates(`/${told}`).find((candidate) => files.admit(candidate));
    if (found === undefined) return `it extends ${told}, which is not there`;
    const further = missingBase(ts, files, found, new Set([...seen, configPath]));
    if (further !== null) return further;
  }
  return null;
}

/** Where a relative path leads, as it is told from the root; TypeScript would take what is above the root for what is in it. */
export function fromRoot(folder: string, relative: string): string {
  return path.posix.join(`.${folder}`, relative);
}

/** @param told as {@link fromRoot} gives it. */
export function isAbove(told: string): boolean {
  return told === '..' || told.startsWith('../');
}

/** What is extended by a path, as it is written but for the separators. */
function basesOf(ts: typeof typescript, files: ProjectFiles, configPath: string): readonly string[] {
  const config: unknown = ts.readConfigFile(configPath, (file) => files.read(file) ?? undefined).config;
  if (typeof config !== 'object' || config === null) return [];
  const written: unknown = Reflect.get(config, 'extends');
  const bases: readonly unknown[] = Array.isArray(written) ? written : [written];
  return bases
    .filter((base) => typeof base === 'string')
    .map((base) => base.replaceAll('\\', '/'))
    .filter((base) => /^(?:\.{0,2}\/|[a-z]:)/i.test(base));
}

/** The ending may be left out. */
function candidates(virtual: string): readonly string[] {
  return virtual.endsWith('.json') ? [virtual] : [virtual, `${virtual}.json`];
}
