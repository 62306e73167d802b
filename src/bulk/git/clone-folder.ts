import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type ObjectFormat = 'sha1' | 'sha256';

const HEAD = 'ref: refs/heads/main\n';
const RETRIES = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };

/**
 * What one repository has in the cache: `git-<random>`, the bare repository; `current`, its name; `busy`, while a process uses it;
 * `used`, when that was and how many bytes it has.
 *
 * No two clones have one path: a git whose parent was killed goes on for a while, and must not write into the next clone.
 */
export class CloneFolder {
  readonly entry: string;
  readonly #busy: string;
  readonly #current: string;

  constructor(entry: string) {
    this.entry = entry;
    this.#busy = path.join(entry, 'busy');
    this.#current = path.join(entry, 'current');
  }

  /** The bare repository; null when there is none. */
  get git(): string | null {
    const name = existsSync(this.#current) ? readFileSync(this.#current, 'utf8') : '';
    return /^git-[0-9a-f]+$/.test(name) && existsSync(path.join(this.entry, name, 'config')) ? path.join(this.entry, name) : null;
  }

  /** Makes it ready, under its lock. What a process has left that was killed is thrown away: it may be half of something. */
  open(): string {
    if (existsSync(this.#busy)) this.remove();
    writeFileSync(this.#busy, '', { mode: 0o600 });
    const { git } = this;
    if (git === null) return this.make('sha1');
    clean(git);
    return git;
  }

  /** Throws it away and makes it anew, empty. */
  make(format: ObjectFormat): string {
    this.remove();
    const name = `git-${randomBytes(8).toString('hex')}`;
    const git = path.join(this.entry, name);
    initialise(git, format);
    writeFileSync(`${this.#current}.new`, name, { mode: 0o600 });
    renameSync(`${this.#current}.new`, this.#current);
    return git;
  }

  remove(): void {
    rmSync(this.#current, { force: true });
    for (const name of readdirSync(this.entry)) if (name.startsWith('git-')) rmSync(path.join(this.entry, name), RETRIES);
  }

  /** @param isDamaged true: the next one who opens it makes it anew. */
  leave(isDamaged: boolean): void {
    const { git } = this;
    if (isDamaged || git === null) return;
    writeFileSync(path.join(this.entry, 'used'), String(bytesBelow(git)), { mode: 0o600 });
    rmSync(this.#busy, { force: true });
  }
}

export function formatOf(git: string): ObjectFormat {
  return /objectformat = sha256/i.test(readFileSync(path.join(git, 'config'), 'utf8')) ? 'sha256' : 'sha1';
}

/** What `git init --bare` makes without a template, see gitrepository-layout(5): to write it costs less than to start git. */
export function initialise(git: string, format: ObjectFormat): void {
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads']) {
    mkdirSync(path.join(git, folder), { recursive: true, mode: 0o700 });
  }
  writeFileSync(path.join(git, 'HEAD'), HEAD);
  writeFileSync(path.join(git, 'config'), configOf(format));
}

/** Git's folder holds objects and refs: whatever else could change what git does is not ours. */
function clean(git: string): void {
  const format = formatOf(git);
  const own = new Set(['objects', 'refs', 'HEAD', 'config', 'shallow', 'packed-refs']);
  for (const name of readdirSync(git)) if (!own.has(name)) rmSync(path.join(git, name), RETRIES);
  rmSync(path.join(git, 'objects/info'), RETRIES);
  mkdirSync(path.join(git, 'objects/info'));
  rmSync(path.join(git, 'config'), RETRIES);
  writeFileSync(path.join(git, 'config'), configOf(format));
  writeFileSync(path.join(git, 'HEAD'), HEAD);
}

function configOf(format: ObjectFormat): string {
  if (format === 'sha1') return '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n';
  return '[core]\n\trepositoryformatversion = 1\n\tfilemode = true\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n';
}

/** A few packs and many small files at most: the listing of a clone is short. */
function bytesBelow(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) bytes += statSync(path.join(entry.parentPath, entry.name)).size;
  }
  return bytes;
}
