import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { ProjectTree } from '../../../core/project-tree.js';

/**
 * The nearest `tsconfig.json` above the folder of a run, relative to that folder; null where there is none, where there is no folder on
 * disk, and for a repository, which is whole.
 */
export function configAbove({ root }: Pick<ProjectTree, 'root'>): string | null {
  if (root === undefined || existsSync(path.join(root, '.git'))) return null;
  const start = realpathSync(root);
  for (let folder = start; folder !== path.dirname(folder); ) {
    folder = path.dirname(folder);
    const config = path.join(folder, 'tsconfig.json');
    if (existsSync(config)) return path.relative(start, config).split(path.sep).join('/');
  }
  return null;
}
