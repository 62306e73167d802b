import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { sha256 } from '../core/hash.js';
import type { FileSystem } from '../files/file-system.js';
import { type Folder, labelIn } from '../files/folder.js';
import { attemptAsync, ioCode } from '../files/io-error.js';
import { readWhole, writeNew } from '../files/write-new.js';
import { isDead, ownIdentity, type ProcessIdentity } from './process-identity.js';

/** Who holds the lock, for a message. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** When its process started: UTC, ISO 8601. */
  readonly started: string;
}

/** A lock that somebody has, or may have: null where it cannot be told who. */
export interface HeldLock {
  readonly kind: 'held';
  readonly holder: LockHolder | null;
}

export type LockResult = { readonly kind: 'taken'; release(): void } | HeldLock;

interface LockFile extends ProcessIdentity, LockHolder {
  readonly nonce: string;
}

interface FoundLock {
  readonly file: LockFile | null;
  /** Differs for every lock that ever was. */
  readonly identity: string;
}

interface Candidate {
  readonly name: string;
  readonly owner: ProcessIdentity;
}

const LOCK = 'lock';
const ATTEMPTS = 20;
/** Milliseconds in which a lock that was made without links has its content. */
const SETTLE = 200;

/**
 * Takes the lock of a state folder without waiting; the folder has to stay open until it is released. A lock whose owner is known to be dead is broken.
 *
 * Breaking must not be done by two at once: the right to replace the dead lock X is itself a lock, whose name follows
 * from X's identity. Who holds it looks whether X still stands and renames it over X, which is one step. Should its
 * holder die, its own dead lock is broken the same way.
 */
export async function takeLock(fs: FileSystem, folder: Folder): Promise<LockResult> {
  const self = ownIdentity();
  const nonce = randomBytes(12).toString('hex');
  const started = new Date(Date.now() - process.uptime() * 1000).toISOString();
  const content = Buffer.from(`${JSON.stringify({ ...self, started, nonce } satisfies LockFile)}\n`);
  const candidate = `${LOCK}.new-${nonce}`;
  const label = labelIn(folder, LOCK);
  await writeNew(fs, folder, candidate, content, { mode: 0o644, owner: null, label });
  const holder = await attemptAsync('take the lock', label, () => take(fs, folder, LOCK, { name: candidate, owner: self }));
  removeQuietly(fs, folder, candidate);
  if (holder !== 'taken') return { kind: 'held', holder: holder === null ? null : holderOf(holder) };
  for (const name of fs.list(folder.at('.'))) if (name.startsWith(`${LOCK}.`)) removeQuietly(fs, folder, name);
  return { kind: 'taken', release: () => release(fs, folder, nonce) };
}

/**
 * Looks at the lock of a state folder, and writes nothing, so that it can be asked of a folder that is read-only.
 *
 * @returns null where nobody who lives has it. A lock that cannot be read, or is of no form that is known, counts as held: who takes it finds
 * out.
 */
export function lookAtLock(fs: FileSystem, folder: Folder): HeldLock | null {
  try {
    const found = readLock(fs, folder, LOCK);
    if (found === null || (found.file !== null && isDead(found.file, ownIdentity()))) return null;
    return { kind: 'held', holder: found.file === null ? null : holderOf(found.file) };
  } catch {
    return { kind: 'held', holder: null };
  }
}

function holderOf({ pid, host, started }: LockHolder): LockHolder {
  return { pid, host, started };
}

/** 'taken', or who holds it: null where that cannot be told. */
async function take(fs: FileSystem, folder: Folder, name: string, mine: Candidate): Promise<LockHolder | null | 'taken'> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (create(fs, folder, name, mine.name)) return 'taken';
    const found = await readSettled(fs, folder, name);
    if (found === null) continue;
    if (found.file !== null && !isDead(found.file, mine.owner)) return found.file;
    const right = `${LOCK}.${found.identity.slice(0, 32)}`;
    const breaker = await take(fs, folder, right, mine);
    if (breaker !== 'taken') return breaker;
    if (readLock(fs, folder, name)?.identity !== found.identity) removeIfThere(fs, folder, right);
    else if (renameOver(fs, folder, right, name)) return 'taken';
  }
  return null;
}

/** A link appears with its whole content, or not at all. */
function create(fs: FileSystem, folder: Folder, name: string, candidate: string): boolean {
  try {
    fs.link(folder.at(candidate), folder.at(name));
    return true;
  } catch (thrown) {
    if (ioCode(thrown) === 'EEXIST') return false;
    // The holder of the lock has cleared away what others had ready.
    if (ioCode(thrown) === 'ENOENT') return false;
    return createWithoutLinks(fs, folder, name, candidate);
  }
}

/** Where the file system has no hard links. */
function createWithoutLinks(fs: FileSystem, folder: Folder, name: string, candidate: string): boolean {
  const content = readWhole(fs, folder, candidate, candidate);
  try {
    const fd = fs.open(folder.at(name), constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o644);
    try {
      fs.write(fd, content, 0);
    } finally {
      fs.close(fd);
    }
    return true;
  } catch (thrown) {
    if (ioCode(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

/** A lock without readable content is either on its way, or of a process that died before it came to write. */
async function readSettled(fs: FileSystem, folder: Folder, name: string): Promise<FoundLock | null> {
  const found = readLock(fs, folder, name);
  if (found === null || found.file !== null) return found;
  await setTimeout(SETTLE);
  return readLock(fs, folder, name);
}

function readLock(fs: FileSystem, folder: Folder, name: string): FoundLock | null {
  const found = fs.look(folder.at(name));
  if (found === null) return null;
  try {
    const content = readWhole(fs, folder, name, labelIn(folder, name));
    return { file: parseLock(content.toString('utf8')), identity: sha256(content) };
  } catch (thrown) {
    if (ioCode(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

const LockSchema = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  host: v.string(),
  bootId: v.nullable(v.string()),
  pidNamespace: v.nullable(v.string()),
  startTicks: v.nullable(v.string()),
  started: v.string(),
  nonce: v.string(),
});

function parseLock(text: string): LockFile | null {
  try {
    const parsed = v.safeParse(LockSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function release(fs: FileSystem, folder: Folder, nonce: string): void {
  try {
    if (readLock(fs, folder, LOCK)?.file?.nonce === nonce) removeIfThere(fs, folder, LOCK);
  } catch {
    // Whoever comes after the end of this process breaks it.
  }
}

function removeIfThere(fs: FileSystem, folder: Folder, name: string): void {
  try {
    fs.remove(folder.at(name));
  } catch (thrown) {
    if (ioCode(thrown) !== 'ENOENT') throw thrown;
  }
}

function renameOver(fs: FileSystem, folder: Folder, from: string, to: string): boolean {
  try {
    fs.rename(folder.at(from), folder.at(to));
    return true;
  } catch (thrown) {
    if (ioCode(thrown) === 'ENOENT') return false;
    throw thrown;
  }
}

/** What takers have left, broken or beaten. One of them that still runs finds its file gone, and the lock held. */
function removeQuietly(fs: FileSystem, folder: Folder, name: string): void {
  try {
    fs.remove(folder.at(name));
  } catch {
    // The next holder tries again.
  }
}
