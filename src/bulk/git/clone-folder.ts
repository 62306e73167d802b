import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bareOutput } from '../../trees/bare/bare-git.js';

export type ObjectFormat = 'sha1' | 'sha256';

/**
 * What one repository has in the cache: `git`, the bare repository; `busy`, while a process uses it; `used`, when that was and how
 * many bytes it has.
 */
export class CloneFolder {
  readonly entry: string;
  readonly git: string;
  readonly #busy: string;

  constructor(entry: string) {
    this.entry = entry;
    this.git = path.join(entry, 'git');
    this.#busy = path.join(entry, 'busy');
  }

  /** Makes it ready, under its lock. What a process has left that was killed is thrown away: it may be half of something. */
  async open(): Promise<void> {
    if (existsSync(this.#busy)) this.remove();
    writeFileSync(this.#busy, '', { mode: 0o600 });
    if (!existsSync(this.git)) await this.make('sha1');
    else this.#clean();
  }

  /** Throws it away and makes it anew, empty. */
  async make(format: ObjectFormat): Promise<void> {
    this.remove();
    const fresh = `${this.git}.new`;
    const flags = ['--quiet', '--bare', '--template=', '--initial-branch=main', `--object-format=${format}`];
    await bareOutput(fresh, { command: 'init', flags });
    writeFileSync(path.join(fresh, 'config'), configOf(format));
    renameSync(fresh, this.git);
  }

  remove(): void {
    rmSync(this.git, { recursive: true, force: true });
    rmSync(`${this.git}.new`, { recursive: true, force: true });
  }

  /** @param isDamaged true: the next one who opens it makes it anew. */
  leave(isDamaged: boolean): void {
    if (isDamaged) return;
    writeFileSync(path.join(this.entry, 'used'), String(bytesBelow(this.git)), { mode: 0o600 });
    rmSync(this.#busy, { force: true });
  }

  get format(): ObjectFormat {
    return /objectformat = sha256/i.test(readFileSync(path.join(this.git, 'config'), 'utf8')) ? 'sha256' : 'sha1';
  }

  /** Git's folder holds objects and refs: whatever else could change what git does is not ours. */
  #clean(): void {
    const { format } = this;
    const own = new Set(['objects', 'refs', 'HEAD', 'config', 'shallow', 'packed-refs']);
    for (const name of readdirSync(this.git)) {
      if (!own.has(name)) rmSync(path.join(this.git, name), { recursive: true, force: true });
    }
    rmSync(path.join(this.git, 'objects/info'), { recursive: true, force: true });
    mkdirSync(path.join(this.git, 'objects/info'));
    rmSync(path.join(this.git, 'config'), { recursive: true, force: true });
    writeFileSync(path.join(this.git, 'config'), configOf(format));
    writeFileSync(path.join(this.git, 'HEAD'), 'ref: refs/heads/main\n');
  }
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
