import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { CodemodError, messageOf, systemCode } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { type Repository, repositoryOutput } from './repository.js';

/** The SHA-256 that our last run left at each path; null where it deleted the file. */
export type LastWritten = ReadonlyMap<string, string | null>;

/**
 * Which of the paths are dirty: they differ from HEAD and do not hold exactly the bytes that our last run wrote.
 * A file that is in neither place is clean. The bytes are hashed here, as git does it: `git status` would run filters.
 *
 * @param paths relative to the top; those below `.codex/` do not count.
 * @returns in the order given.
 * @throws CodemodError as git's.
 */
export async function dirtyPaths(
  repository: Repository,
  paths: readonly string[],
  lastWritten: LastWritten,
): Promise<readonly string[]> {
  const wanted = [...new Set(paths)].filter((file) => !file.startsWith('.codex/'));
  const committed = await committedFiles(repository, wanted);
  const states = wanted.map((file) => compare(repository, file, committed.get(file) ?? null, lastWritten));
  const converted = await filesWithConvertedLines(
    repository,
    states.filter((state) => state.kind === 'lines').map((state) => state.path),
  );
  return states
    .filter((state) => state.kind === 'differs' || (state.kind === 'lines' && !converted.has(state.path)))
    .map((state) => state.path);
}

/** A file of HEAD: type and id as `git ls-tree` gives them. */
interface Committed {
  readonly mode: string;
  readonly id: string;
}

/** `lines`: it differs in line endings alone. */
interface State {
  readonly path: string;
  readonly kind: 'same' | 'differs' | 'lines';
}

const SYMLINK = '120000';

function compare(repository: Repository, file: string, committed: Committed | null, lastWritten: LastWritten): State {
  const onDisk = readWorkFile(path.join(repository.top, file));
  const written = lastWritten.get(file);
  const is = (kind: State['kind']): State => ({ path: file, kind });
  if (onDisk === null) return is(committed === null || written === null ? 'same' : 'differs');
  if (onDisk.kind === 'file' && written !== undefined && sha256(onDisk.bytes) === written) return is('same');
  if (onDisk.kind !== (committed?.mode === SYMLINK ? 'link' : 'file') || committed === null) return is('differs');
  const hasId = (bytes: Buffer): boolean => blobId(repository.objectFormat, bytes) === committed.id;
  if (hasId(onDisk.bytes)) return is('same');
  if (onDisk.kind === 'file' && onDisk.bytes.includes('\r\n') && hasId(withoutCarriageReturns(onDisk.bytes))) return is('lines');
  return is('differs');
}

/** The name that git gives to a file's bytes. */
export function blobId(format: Repository['objectFormat'], bytes: Buffer): string {
  return createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function withoutCarriageReturns(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

interface OnDisk {
  readonly kind: 'file' | 'link' | 'other';
  readonly bytes: Buffer;
}

function readWorkFile(file: string): OnDisk | null {
  try {
    const stat = lstatSync(file);
    if (stat.isSymbolicLink()) return { kind: 'link', bytes: readlinkSync(file, 'buffer') };
    return stat.isFile() ? { kind: 'file', bytes: readFileSync(file) } : { kind: 'other', bytes: Buffer.alloc(0) };
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null;
    throw new CodemodError('file-unreadable', `${file} cannot be compared with HEAD: ${messageOf(error)}`, { path: file });
  }
}

/** Far below what any system allows for the arguments of one program. */
const MOST_ARGUMENT_BYTES = 50_000;

async function committedFiles(repository: Repository, paths: readonly string[]): Promise<ReadonlyMap<string, Committed>> {
  const committed = new Map<string, Committed>();
  if (repository.head === null) return committed;
  for (const chunk of inChunks(paths)) {
    const call = { command: 'ls-tree', flags: ['-z', '--full-tree'], revisions: [repository.head], paths: chunk };
    for (const record of (await repositoryOutput(repository, call)).toString().split('\0')) {
      const match = /^(\d+) \w+ ([0-9a-f]+)\t(.+)$/s.exec(record);
      if (match?.[1] !== undefined && match[2] !== undefined && match[3] !== undefined) {
        committed.set(match[3], { mode: match[1], id: match[2] });
      }
    }
  }
  return committed;
}

function* inChunks(paths: readonly string[]): Generator<readonly string[]> {
  let chunk: string[] = [];
  let size = 0;
  for (const file of paths) {
    chunk.push(file);
    size += Buffer.byteLength(file) + 1;
    if (size < MOST_ARGUMENT_BYTES) continue;
    yield chunk;
    chunk = [];
    size = 0;
  }
  if (chunk.length > 0) yield chunk;
}

/** Those files that git would check in with LF: by the attributes `text` and `eol`, else by `core.autocrlf` (gitattributes(5)). */
async function filesWithConvertedLines(repository: Repository, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const call = {
    command: 'check-attr',
    flags: ['-z', '--stdin', 'text', 'eol', 'crlf'],
    input: Buffer.from(paths.map((file) => `${file}\0`).join('')),
  };
  const fields = (await repositoryOutput(repository, call)).toString().split('\0');
  const attributes = new Map<string, Map<string, string>>(paths.map((file) => [file, new Map()]));
  for (let index = 0; index + 2 < fields.length; index += 3) {
    attributes.get(fields[index] ?? '')?.set(fields[index + 1] ?? '', fields[index + 2] ?? '');
  }
  const autocrlf = repository.config.get('core.autocrlf')?.toLowerCase() ?? 'false';
  const byDefault = !['false', 'no', 'off', '0', ''].includes(autocrlf);
  return new Set(paths.filter((file) => convertsLines(attributes.get(file) ?? new Map(), byDefault)));
}

function convertsLines(attributes: ReadonlyMap<string, string>, byDefault: boolean): boolean {
  const [text, eol, crlf] = ['text', 'eol', 'crlf'].map((name) => attributes.get(name) ?? 'unspecified');
  if (text === 'unset' || (text === 'unspecified' && crlf === 'unset')) return false;
  return text !== 'unspecified' || crlf !== 'unspecified' || eol === 'lf' || eol === 'crlf' || byDefault;
}
