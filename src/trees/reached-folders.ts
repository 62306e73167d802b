import { lstatSync } from 'node:fs';

/** Which folders below a root are reached without a symbolic link; each is looked at once. */
export class ReachedFolders {
  readonly #root: string;
  readonly #reached = new Map<string, boolean>([['', true]]);

  /** @param root an absolute path without links. */
  constructor(root: string) {
    this.#root = root;
  }

  /** @param path of a file, relative to the root. @returns false when it leads out of the root, or over a link. */
  leadTo(path: string): boolean {
    return this.#reaches(folderOf(path)) && isPlain(nameOf(path));
  }

  #reaches(folder: string): boolean {
    const known = this.#reached.get(folder);
    if (known !== undefined) return known;
    const reached = isPlain(nameOf(folder)) && this.#reaches(folderOf(folder)) && isRealFolder(`${this.#root}/${folder}`);
    this.#reached.set(folder, reached);
    return reached;
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isPlain(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..';
}

/** True also for a folder that is not there, or that we may not look at: opening the file will tell. */
function isRealFolder(folder: string): boolean {
  try {
    return lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true;
  } catch {
    return true;
  }
}
