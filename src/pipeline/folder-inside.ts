import { realpathSync } from 'node:fs';
import path from 'node:path';

/** A folder as it is called from the root, `/`-separated, and empty for the root itself; undefined where it is outside, or there is none. */
export function folderInside(root: string | undefined, folder: string | null): string | undefined {
  if (root === undefined || folder === null) return undefined;
  const names = path.relative(realpathSync(root), realpathSync(folder)).split(path.sep);
  return names[0] === '..' || path.isAbsolute(names.join(path.sep)) ? undefined : names.join('/');
}
