import { CodemodError } from '../../core/errors.js';
import { checkObjectId, runBare } from '../../trees/bare/bare-git.js';
import { parseCommit } from '../../trees/bare/commit-object.js';
import { GitTree } from '../../trees/bare/git-tree.js';
import { ObjectReader } from '../../trees/bare/object-reader.js';
import { writeCommit } from '../../trees/bare/write-commit.js';
import type { BareClone, GitAccess, GitAnswer, NewCommit, RemoteRefs, WrittenCommit } from './bare-clone.js';
import { type CloneFolder, formatOf } from './clone-folder.js';
import { fetchBlobs, fetchCommit, type Seen } from './fetch.js';
import { isInHistory } from './history.js';
import { pushRef } from './push.js';
import { listRemote } from './refs.js';
import { restoreCommit, signCommit } from './sign.js';

/** @see BareClone */
export class CachedClone implements BareClone {
  readonly #files: CloneFolder;
  readonly #access: GitAccess;
  readonly #mostFiles: number;
  readonly #unlock: () => void;
  readonly #refs = new Map<string, string>();
  readonly #trees = new Map<string, GitTree>();
  #folder: string;
  #reader: ObjectReader;
  /** Something of it was given out: it cannot be made anew before it is released. */
  #isInUse = false;
  #isDamaged = false;
  #isReleased = false;

  constructor(files: CloneFolder, folder: string, access: GitAccess, mostFiles: number, unlock: () => void) {
    this.#files = files;
    this.#folder = folder;
    this.#access = access;
    this.#mostFiles = mostFiles;
    this.#unlock = unlock;
    this.#reader = new ObjectReader(folder);
  }

  get folder(): string {
    return this.#folder;
  }

  async remoteRefs(names: readonly string[]): Promise<GitAnswer<RemoteRefs>> {
    return await listRemote(this.folder, this.#access, names);
  }

  async fetch(commit: string, ref: string): Promise<GitAnswer<null>> {
    this.#refs.set(commit, ref);
    const format = checkObjectId(commit).length === 64 ? 'sha256' : 'sha1';
    if (formatOf(this.folder) !== format) await this.#makeAnew(format);
    const first = await this.#fetchWhole(commit, ref);
    if (first.kind !== 'failed' || first.code !== 'git-failed') return first;
    if (this.#isInUse) {
      this.#isDamaged = true;
      return first;
    }
    // Whatever is wrong with the clone, an empty one does not have it.
    await this.#makeAnew(format);
    return await this.#fetchWhole(commit, ref);
  }

  tree(commit: string): GitTree {
    const known = this.#trees.get(commit);
    if (known !== undefined) return known;
    const fetchMissing = async (oids: readonly string[]): Promise<void> => {
      const answer = await fetchBlobs(this.folder, this.#access, this.#seen(commit), oids);
      if (answer.kind === 'failed') throw new CodemodError(answer.code, answer.message);
      if (answer.kind === 'paused') throw new CodemodError('git-unreachable', `The remote asks to wait: ${answer.reason}.`);
    };
    const source = { folder: this.folder, reader: this.#reader, fetchMissing, mostFiles: this.#mostFiles };
    const tree = new GitTree(source, checkObjectId(commit), () => {
      this.#isDamaged = true;
    });
    this.#trees.set(commit, tree);
    return tree;
  }

  async read(commit: string): Promise<{ message: string; parents: readonly string[]; committer: string } | null> {
    const { status, stdout } = await runBare(this.folder, { command: 'cat-file', flags: ['commit', checkObjectId(commit)] });
    if (status !== 0) return null;
    const { message, parents, committer } = parseCommit(stdout);
    return { message, parents, committer: `${committer.name} <${committer.email}>` };
  }

  async write(wanted: NewCommit): Promise<WrittenCommit> {
    const files = await this.tree(wanted.parent).files();
    const written = await writeCommit(this.folder, { ...wanted, files });
    this.#reader.refresh();
    return written;
  }

  async sign(commit: string): Promise<GitAnswer<{ readonly commit: string; readonly object: Buffer }>> {
    return await signCommit(this.folder, commit);
  }

  async restore(object: Buffer): Promise<string> {
    const commit = await restoreCommit(this.folder, object);
    this.#isInUse = true;
    return commit;
  }

  async isInHistory(commit: string, ref: string): Promise<GitAnswer<boolean>> {
    return await isInHistory(this.#access, commit, ref);
  }

  async push(ref: string, commit: string, expected: string | null): Promise<GitAnswer<null>> {
    const change = { ref, commit, expected };
    return await pushRef(this.folder, this.#access, change, (parent) => this.#seen(parent));
  }

  async deleteRef(ref: string, expected: string): Promise<GitAnswer<null>> {
    return await pushRef(this.folder, this.#access, { ref, commit: null, expected }, (parent) => this.#seen(parent));
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#reader.close();
    try {
      this.#files.leave(this.#isDamaged);
    } finally {
      this.#unlock();
    }
  }

  #seen(commit: string): Seen {
    return { commit, ref: this.#refs.get(commit) ?? null };
  }

  /** A commit whose trees cannot all be read is as good as none. */
  async #fetchWhole(commit: string, ref: string): Promise<GitAnswer<null>> {
    const answer = await fetchCommit(this.folder, this.#access, commit, ref);
    this.#reader.refresh();
    if (answer.kind !== 'ok') return answer;
    try {
      await this.tree(commit).files();
      this.#isInUse = true;
      return answer;
    } catch (thrown) {
      if (!(thrown instanceof CodemodError) || thrown.code !== 'git-failed') throw thrown;
      return { kind: 'failed', code: 'git-failed', message: thrown.message };
    }
  }

  async #makeAnew(format: 'sha1' | 'sha256'): Promise<void> {
    this.#reader.close();
    this.#trees.clear();
    this.#folder = this.#files.make(format);
    this.#reader = new ObjectReader(this.folder);
  }
}
