import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Ignore } from 'ignore';
import { MOST_STARS } from './path-filter.js';

const LARGEST = 1 << 20;

/** Loaded with the first `.gitignore`: most runs ask git, and should not pay for it at start. */
function newRules(): Ignore {
  const ignore: typeof import('ignore') = createRequire(import.meta.url)('ignore');
  return ignore({ ignoreCase: false });
}

/** The `.gitignore` files from a folder up to the root: the nearest one with an opinion decides (gitignore(5)). */
export class IgnoreChain {
  static readonly none = new IgnoreChain('', null, null);

  readonly #folder: string;
  readonly #rules: Ignore | null;
  readonly #parent: IgnoreChain | null;

  private constructor(folder: string, rules: Ignore | null, parent: IgnoreChain | null) {
    this.#folder = folder;
    this.#rules = rules;
    this.#parent = parent;
  }

  /** @param folder relative to the root, `/`-separated; its `.gitignore` is added. One that cannot be read has no rules. */
  withFile(root: string, folder: string): IgnoreChain {
    const text = readSmallFile(`${root}/${folder}/.gitignore`);
    if (text === null) return this;
    // A line of many stars would let a hostile name cost minutes; without its line, a file is not ignored.
    const lines = text.split(/\r?\n/).filter((line) => line.split('*').length <= MOST_STARS * 2);
    return new IgnoreChain(folder, newRules().add(lines), this);
  }

  /** @param path relative to the root, in the folder of the last file or below it. */
  ignores(path: string, isFolder: boolean): boolean {
    for (let link: IgnoreChain | null = this; link !== null; link = link.#parent) {
      if (link.#rules === null) continue;
      const relative = link.#folder === '' ? path : path.slice(link.#folder.length + 1);
      const { ignored, unignored } = link.#rules.test(isFolder ? `${relative}/` : relative);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

function readSmallFile(file: string): string | null {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(descriptor);
      return stat.isFile() && stat.size <= LARGEST ? readFileSync(descriptor, 'utf8').replace(/^\ufeff/, '') : null;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}
