import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from '../../../core/errors.js';

export type PathKind = 'file' | 'folder' | null;

/** Bytes. What is larger is no declaration that a person waits for. */
const LARGEST = 8 * 1024 * 1024;
const SEGMENT = 'node_modules';

/** True for a path that leads into a folder of installed packages. */
export function isInstalled(virtual: string): boolean {
  return virtual.split('/').includes(SEGMENT);
}

/**
 * The packages that are installed in a folder on disk, by paths from that folder with a `/` in front. Nothing is written, and nothing is read
 * that is neither below the folder nor, where a link leads out of it, in another folder of installed packages.
 */
export class InstalledPackages {
  readonly #root: string;
  readonly #kinds = new Map<string, PathKind>();
  readonly #real = new Map<string, string | null>();

  /** @param root absolute. */
  constructor(root: string) {
    this.#root = realpathSync(root);
  }

  kindOf(virtual: string): PathKind {
    const known = this.#kinds.get(virtual);
    if (known !== undefined) return known;
    const kind = this.#look(virtual);
    this.#kinds.set(virtual, kind);
    return kind;
  }

  /** Null for what is not there, or too large. */
  read(virtual: string): string | null {
    const real = this.kindOf(virtual) === 'file' ? this.#realOf(virtual) : null;
    return real === null ? null : readFileSync(real, 'utf8');
  }

  /** Names of what is in a folder. */
  list(virtual: string): readonly string[] {
    const real = this.kindOf(virtual) === 'folder' ? this.#realOf(virtual) : null;
    return real === null ? [] : readdirSync(real);
  }

  /** The path that links lead to, from the folder; the same where they lead out of it, or nowhere. */
  realpath(virtual: string): string {
    const real = this.#realOf(virtual);
    return real !== null && isBelow(this.#root, real) ? `/${path.relative(this.#root, real).split(path.sep).join('/')}` : virtual;
  }

  #look(virtual: string): PathKind {
    const real = this.#realOf(virtual);
    const stat = real === null ? undefined : statSync(real, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) return 'folder';
    return stat?.isFile() === true && stat.size <= LARGEST ? 'file' : null;
  }

  #realOf(virtual: string): string | null {
    const known = this.#real.get(virtual);
    if (known !== undefined) return known;
    const real = realOrNull(path.join(this.#root, virtual));
    const allowed = real !== null && (isBelow(this.#root, real) || real.split(path.sep).includes(SEGMENT)) ? real : null;
    this.#real.set(virtual, allowed);
    return allowed;
  }
}

function isBelow(root: string, real: string): boolean {
  return real.startsWith(root.endsWith(path.sep) ? root : `${root}${path.sep}`);
}

function realOrNull(file: string): string | null {
  try {
    return realpathSync(file);
  } catch (thrown) {
    // Not there, below a file, or a ring of links.
    if (systemCode(thrown) === null) throw thrown;
    return null;
  }
}
