import { lstatSync } from 'node:fs';
import { listPaths } from '../inventory/list-paths.js';
import { ReachedFolders } from '../trees/reached-folders.js';
import type { Targets } from '../trees/targets.js';

/**
 * The regular files that git tracks, or neither tracks nor ignores; outside of git, those that a walk finds. No links: they
 * would be followed. No names with a backslash: detect-secrets takes it for a separator.
 */
export async function filesToScan(targets: Targets): Promise<readonly string[]> {
  const { paths } = await listPaths(targets);
  const reached = new ReachedFolders(targets.root);
  return paths.flatMap(({ path, kind }) => {
    const isFile = kind === 'named' && !path.includes('\\') && reached.leadTo(path) && isRegularFile(`${targets.root}/${path}`);
    return isFile ? [path] : [];
  });
}

function isRegularFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
