import path from 'node:path';

/** Lower case words joined by `-`. */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * The name of a codemod that has none of its own, after its file: `renameFoo.js` is `rename-foo`, `index.js` and `transform.js` are their folders.
 *
 * @param prefix what a name that begins with no letter is given in front.
 */
export function nameAfter(file: string, prefix: string): string {
  const { name, dir } = path.parse(file);
  const words = (name === 'index' || name === 'transform' ? path.basename(dir) : name)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return /^[a-z]/.test(words[0] ?? '') ? words.join('-') : [prefix, ...words].join('-');
}
