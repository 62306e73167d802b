import path from 'node:path';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { Targets } from '../trees/targets.js';

/**
 * Refuses a part of a repository where the whole is meant: files would be made at the top of it, out of the sight of a part.
 *
 * @throws CodemodError `usage`.
 */
export function requireWhole(name: string, { root, paths }: Targets): void {
  const [part] = paths;
  if (part === undefined) return;
  const top = visibleLine(path.relative(process.cwd(), root) || '.');
  const message = `${name} is about a whole repository, and ${visibleLine(part)} is a part of ${visibleLine(root)}.`;
  throw new CodemodError(
    'usage',
    `${message} Name ${top}, and narrow it by --include or --exclude; or make the folder a repository of its own: git init.`,
  );
}
