import path from 'node:path';

/** Lower case words joined by `-`. */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Of a codemod whose module gives it none: it is called after its file when it is loaded. */
export const UNNAMED = 'unnamed';

const GENERAL: ReadonlySet<string> = new Set(['index', 'transform', 'codemod']);

/**
 * The name of a codemod that has none of its own, after its file: `renameFoo.js` is `rename-foo`; `index.js`, `transform.js` and `codemod.js` are
 * their folders.
 *
 * @param prefix what a name that begins with no letter is given in front.
 */
export function nameAfter(file: string, prefix: string): string {
  const { name, dir } = path.parse(file);
  const words = (GENERAL.has(name) ? path.basename(dir) : name)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return /^[a-z]/.test(words[0] ?? '') ? words.join('-') : [prefix, ...words].join('-');
}
