import { lstatSync } from 'node:fs';
import { FileReader } from './file-reader.js';
import { Gate } from './gate.js';
import { isIgnored, type Listed, listRepository } from './git-listing.js';
import { compileFilter, type PathFilter } from './path-filter.js';
import { ReachedFolders } from './reached-folders.js';
import type { Repository } from './repository.js';
import type { Entry, Pruned, ReadResult, Selection, Sieve, Tree } from './tree.js';
import { walk } from './walk.js';

type OnPruned = (pruned: Pruned) => void;

/** A folder on disk. In a repository git says what belongs to it, elsewhere the `.gitignore` files do. */
export class WorkTree implements Tree {
  readonly root: string;
  readonly #repository: Repository | null;
  readonly #reader = new FileReader();
  readonly #reached: ReachedFolders;
  #tracked: ReadonlySet<string> = new Set();

  /** @param root an absolute path without links: the top of the repository, where there is one. */
  constructor(root: string, repository: Repository | null) {
    this.root = root;
    this.#repository = repository;
    this.#reached = new ReachedFolders(root);
  }

  get head(): string | null {
    return this.#repository?.head ?? null;
  }

  async *entries(selection: Selection, onPruned: OnPruned): AsyncGenerator<Entry> {
    const filter = compileFilter(selection);
    const gate = new Gate(filter, onPruned);
    for await (const batch of this.#list(selection, filter, onPruned)) {
      for (const listed of batch) {
        const entry = gate.admit(listed);
        if (entry !== null) yield entry;
      }
    }
  }

  async read(path: string, maxSize: number, sieve?: Sieve): Promise<ReadResult> {
    if (!this.#reached.leadTo(path)) {
      const message = 'it is not below the root, or a folder above it is a symbolic link, which is not followed';
      return { kind: 'skip', skip: { code: 'symlink', message } };
    }
    const result = this.#reader.read(`${this.root}/${path}`, maxSize, sieve);
    if (result.kind !== 'gone' || this.#tracked.has(path)) return result;
    return { kind: 'failure', code: 'file-missing', message: 'it is not there any more' };
  }

  async *#list(selection: Selection, filter: PathFilter, onPruned: OnPruned): AsyncGenerator<Iterable<Listed>> {
    if (this.#repository === null) {
      yield walk(this.root, '', filter, selection.noIgnore, onPruned);
      return;
    }
    const { tracked, others } = listRepository(this.#repository, selection);
    // Awaited below, unless the first fails or the caller stops before.
    others.catch(() => {});
    const ours = await tracked;
    this.#tracked = new Set(ours.map((listed) => listed.path));
    yield ours;
    yield await others;
    if (!selection.noIgnore) for (const path of selection.paths) yield this.#listNamed(this.#repository, path, filter, onPruned);
  }

  /** What the user named is taken even if git ignores it: the file, or the files of the folder. */
  async #listNamed(repository: Repository, path: string, filter: PathFilter, onPruned: OnPruned): Promise<Iterable<Listed>> {
    const stat = lstatSync(`${this.root}/${path}`, { throwIfNoEntry: false });
    if (stat === undefined || path === '') return [];
    if (!stat.isDirectory()) return [{ path, kind: stat.isSymbolicLink() ? 'link' : 'file' }];
    if (!(await isIgnored(repository, path))) return [];
    // Files of an ignored folder may be tracked all the same, and were listed then.
    return [...walk(this.root, path, filter, false, onPruned)].filter((listed) => !this.#tracked.has(listed.path));
  }
}
