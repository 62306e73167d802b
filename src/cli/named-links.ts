import { lstatSync, realpathSync, statSync } from 'node:fs';
import { visibleLine } from '../core/display.js';

/**
 * A link that leads on from a folder is never followed, but one that the user names is: it is told where it leads, since
 * that may be another repository.
 *
 * @param typed paths that exist.
 */
export function tellNamedLinks(typed: readonly string[]): string {
  const links = typed.filter(
    (path) => lstatSync(path).isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory(),
  );
  return links
    .map((path) => `${visibleLine(path)} is a link: this is about ${visibleLine(realpathSync.native(path))}\n`)
    .join('');
}
