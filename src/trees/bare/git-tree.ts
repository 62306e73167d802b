import { unsafePath } from '../../core/paths.js';
import type { Skip } from '../../core/source-file.js';
import { Gate } from '../gate.js';
import { compileFilter } from '../path-filter.js';
import type { Entry, Pruned, ReadResult, Selection, Sieve, Tree } from '../tree.js';
import { ATTRIBUTES_FILE, Attributes } from './attributes.js';
import { isLfsPointer } from './lfs-pointer.js';
import type { ObjectReader } from './object-reader.js';
import { listTree, type TreeFile } from './tree-listing.js';
import { nameFault } from './unfit-edit.js';

/** Brings blobs that are not here, all of them in one call. It throws where it cannot. */
export type FetchMissing = (oids: readonly string[]) => Promise<void>;

/** What a selection has listed. */
interface Listing {
  readonly files: ReadonlyMap<string, TreeFile>;
  /** It is every file of the commit: who only wants their names must not pay for their content. */
  readonly isWhole: boolean;
  isRunning: boolean;
  /** Its content is here. */
  isHere: boolean;
  readonly noIgnore: boolean;
}

export interface GitTreeSource {
  readonly folder: string;
  readonly reader: ObjectReader;
  readonly fetchMissing: FetchMissing;
  /** @see listTree */
  readonly mostFiles: number;
}

/**
 * One commit of a bare repository; nothing of it ever stands on the disk as a file. Listing costs no blob: the first read
 * brings, in one call, those of the selection that it belongs to.
 */
export class GitTree implements Tree {
  readonly head: string;
  readonly #source: GitTreeSource;
  readonly #onDamage: () => void;
  #files: Promise<ReadonlyMap<string, TreeFile>> | null = null;
  /** The latest first. */
  readonly #listings: Listing[] = [];
  /** One call at a time: two reads of one listing must not both fetch it. */
  #fetching: Promise<void> = Promise.resolve();
  #attributes: Promise<Attributes> | null = null;

  /** @param onDamage is told when the repository turns out to be damaged. */
  constructor(source: GitTreeSource, commit: string, onDamage: () => void = () => {}) {
    this.#source = source;
    this.#onDamage = onDamage;
    this.head = commit;
  }

  /** Everything that the commit holds, by path. */
  files(): Promise<ReadonlyMap<string, TreeFile>> {
    this.#files ??= listTree(this.#source.folder, this.head, this.#source.mostFiles).then(
      (files) => new Map(files.map((file) => [file.path, file])),
    );
    return this.#files;
  }

  async *entries(selection: Selection, onPruned: (pruned: Pruned) => void): AsyncGenerator<Entry> {
    const gate = new Gate(compileFilter(selection), onPruned);
    const all = await this.files();
    const entries: Entry[] = [];
    for (const file of all.values()) {
      const entry = gate.admit(file);
      if (entry !== null) entries.push(entry.skip === null ? { ...entry, skip: unfitName(entry.path) } : entry);
    }
    const files = new Map<string, TreeFile>();
    for (const { path, skip } of entries) {
      const file = skip === null ? all.get(path) : undefined;
      if (file !== undefined) files.set(path, file);
    }
    const isWhole = files.size === [...all.values()].filter(({ kind }) => kind === 'file').length;
    const listing = { files, isWhole, isRunning: true, isHere: false, noIgnore: selection.noIgnore };
    this.#listings.unshift(listing);
    try {
      yield* entries;
    } finally {
      listing.isRunning = false;
    }
  }

  async read(path: string, maxSize: number, sieve?: Sieve): Promise<ReadResult> {
    const file = (await this.files()).get(path);
    if (file === undefined) return { kind: 'failure', code: 'file-missing', message: 'there is no such file' };
    if (file.kind === 'link') return skip('symlink', 'it is a symbolic link, which is not followed');
    if (file.kind !== 'file') return skip('submodule', 'it is another repository (a submodule)');
    const listing = this.#listingOf(path);
    if (listing === null) await this.#bring([file]);
    else if (!listing.isHere) {
      await this.#bring([...listing.files.values(), ...(await this.#attributeFiles())]);
      listing.isHere = true;
    }
    if (listing?.noIgnore === false) {
      const reason = (await this.#readAttributes()).reasonToSkip(path);
      if (reason !== null) return skip('generated', reason);
    }
    const size = (await this.#source.reader.sizes()).get(file.oid) ?? 0;
    if (size > maxSize) return skip('too-large', `it is larger than ${maxSize} bytes`);
    const bytes = await this.#content(file.oid);
    if (isLfsPointer(bytes)) return skip('lfs-pointer', 'its content is kept by Git LFS, elsewhere');
    const verdict = sieve?.(bytes) ?? 'take';
    if (verdict === 'leave') return { kind: 'left' };
    return verdict === 'take' ? { kind: 'content', bytes, mode: file.mode } : { kind: 'skip', skip: verdict };
  }

  /** Brings every file and link that is not here, in one call: for who will read all of them. */
  async bringAll(): Promise<void> {
    await this.#bring([...(await this.files()).values()].filter(hasContent));
  }

  /**
   * Files and links as git keeps them, each with its bytes, one after the other: the content of a file of Git LFS is its pointer, and
   * that of a link is where it leads. All that is not here is brought in one call.
   */
  async *contents(wanted: readonly TreeFile[]): AsyncGenerator<readonly [file: TreeFile, bytes: Buffer]> {
    const files = wanted.filter(hasContent);
    await this.#bring(files);
    for (const file of files) yield [file, await this.#content(file.oid)];
  }

  async #content(oid: string): Promise<Buffer> {
    try {
      return await this.#source.reader.content(oid);
    } catch (thrown) {
      this.#onDamage();
      throw thrown;
    }
  }

  /** The selection that a read belongs to: one that is being gone through, or that named some files of all. */
  #listingOf(path: string): Listing | null {
    return this.#listings.find(({ files, isWhole, isRunning }) => (isRunning || !isWhole) && files.has(path)) ?? null;
  }

  async #bring(wanted: readonly TreeFile[]): Promise<void> {
    const turn = this.#fetching.then(async () => {
      const here = await this.#source.reader.sizes();
      const missing = new Set(wanted.flatMap(({ oid }) => (here.has(oid) ? [] : [oid])));
      if (missing.size === 0) return;
      await this.#source.fetchMissing([...missing]);
      this.#source.reader.refresh();
    });
    this.#fetching = turn.catch(() => {});
    await turn;
  }

  async #attributeFiles(): Promise<readonly TreeFile[]> {
    return [...(await this.files()).values()].filter(
      ({ path, kind }) => kind === 'file' && (path === ATTRIBUTES_FILE || path.endsWith(`/${ATTRIBUTES_FILE}`)),
    );
  }

  #readAttributes(): Promise<Attributes> {
    this.#attributes ??= this.#attributeFiles().then((files) => Attributes.read(files, this.#source.reader));
    return this.#attributes;
  }
}

function hasContent({ kind }: TreeFile): boolean {
  return kind === 'file' || kind === 'link';
}

/** A file that no commit of ours could change must not cost the others their change. */
function unfitName(path: string): Skip | null {
  const why = nameFault(path) ?? unsafePath(path);
  return why === null ? null : { code: 'path-unfit', message: why };
}

function skip(code: string, message: string): ReadResult {
  return { kind: 'skip', skip: { code, message } };
}
