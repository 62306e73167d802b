import { compileFilter, foldersAbove } from './path-filter.js';
import type { Entry, Pruned, ReadResult, Selection, Sieve, Tree } from './tree.js';

/** A file of a {@link MemoryTree}. `mode` is its permission bits. */
export interface MemoryFile {
  readonly bytes: Buffer;
  readonly mode: number;
}

const PLAIN_FILE = 0o644;

/** A map from path to content that behaves like a folder: for fixtures, dry runs and overlays. */
export class MemoryTree implements Tree {
  readonly head: string | null;
  readonly files: ReadonlyMap<string, MemoryFile>;

  /** @param files by path; a text is taken as UTF-8, and bytes alone as a file of mode 0644. */
  constructor(
    files: Readonly<Record<string, string | Buffer | MemoryFile>> | ReadonlyMap<string, string | Buffer | MemoryFile>,
    head: string | null = null,
  ) {
    const entries = files instanceof Map ? [...files] : Object.entries(files);
    this.files = new Map(entries.map(([path, file]): [string, MemoryFile] => [path, toFile(file)]));
    this.head = head;
  }

  async *entries(selection: Selection, onPruned: (pruned: Pruned) => void): AsyncIterable<Entry> {
    const filter = compileFilter(selection);
    const told = new Set<string>();
    for (const path of this.files.keys()) {
      if (foldersAbove(path).some((folder) => filter.hides(folder))) continue;
      const pruned = foldersAbove(path).findLast((folder) => filter.prunes(folder) !== null);
      if (pruned === undefined) {
        if (filter.takes(path)) yield { path, skip: null };
      } else if (!told.has(pruned) && filter.mayHold(pruned)) {
        told.add(pruned);
        onPruned({ path: pruned, reason: filter.prunes(pruned) ?? '' });
      }
    }
  }

  async read(path: string, maxSize: number, sieve?: Sieve): Promise<ReadResult> {
    const file = this.files.get(path);
    if (file === undefined) return { kind: 'failure', code: 'file-missing', message: 'there is no such file' };
    if (file.bytes.length > maxSize) {
      return { kind: 'skip', skip: { code: 'too-large', message: `it is larger than ${maxSize} bytes` } };
    }
    const verdict = sieve?.(file.bytes) ?? 'take';
    if (verdict === 'leave') return { kind: 'left' };
    if (verdict !== 'take') return { kind: 'skip', skip: verdict };
    return { kind: 'content', bytes: file.bytes, mode: file.mode };
  }
}

function toFile(file: string | Buffer | MemoryFile): MemoryFile {
  if (typeof file === 'string') return { bytes: Buffer.from(file), mode: PLAIN_FILE };
  return Buffer.isBuffer(file) ? { bytes: file, mode: PLAIN_FILE } : file;
}
