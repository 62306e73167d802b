import { type MemoryFile, MemoryTree } from './memory-tree.js';
import type { Entry, Pruned, ReadResult, Selection, Sieve, Tree } from './tree.js';

/** What a plan leaves of files: their content, or null for one that is gone. */
export type Results = ReadonlyMap<string, MemoryFile | null>;

/** A tree as it will be when a plan is carried out: its results are seen in place of what stands below. */
export class OverlayTree implements Tree {
  readonly #below: Tree;
  readonly #results: Results;
  readonly #above: MemoryTree;

  constructor(below: Tree, results: Results) {
    this.#below = below;
    this.#results = results;
    this.#above = new MemoryTree(new Map([...results].flatMap(([path, file]) => (file === null ? [] : [[path, file]]))));
  }

  get head(): string | null {
    return this.#below.head;
  }

  get root(): string | undefined {
    return this.#below.root;
  }

  async *entries(selection: Selection, onPruned: (pruned: Pruned) => void): AsyncIterable<Entry> {
    for await (const entry of this.#below.entries(selection, onPruned)) if (!this.#results.has(entry.path)) yield entry;
    yield* this.#above.entries(selection, () => {});
  }

  async read(path: string, maxSize: number, sieve?: Sieve): Promise<ReadResult> {
    return (this.#results.has(path) ? this.#above : this.#below).read(path, maxSize, sieve);
  }
}
