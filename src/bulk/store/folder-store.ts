import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodemodError, systemCode } from '../../core/errors.js';
import { attempt, attemptAsync, ioCode } from '../../files/io-error.js';
import type { Store, Stored } from './store.js';
import { checkStoredName, REMADE, verified } from './stored-name.js';

/** Under which names things stand, so that a person can look at them: `codemod show plans/<name>.json`. */
const PLACES: Readonly<Record<Stored, { readonly folder: string; readonly ending: string }>> = {
  spec: { folder: 'specs', ending: '.json' },
  order: { folder: 'orders', ending: '.json' },
  plan: { folder: 'plans', ending: '.json' },
  images: { folder: 'images', ending: '.json' },
  patch: { folder: 'diffs', ending: '.patch' },
  commit: { folder: 'commits', ending: '' },
  result: { folder: 'results', ending: '.json' },
};

/**
 * A store in a folder: `plans/<name>.json`, each file written under another name, synced, and renamed. Several processes and machines
 * may share it. Only its owner can read it.
 *
 * @param root absolute. It is made where it is missing.
 * @throws CodemodError `usage` for a relative path, `io-error`.
 */
export function openFolderStore(root: string): Store {
  if (!path.isAbsolute(root)) throw new CodemodError('usage', `The store ${root} must be an absolute path.`, { path: root });
  attempt('make the folder', root, () => mkdirSync(root, { recursive: true, mode: 0o700 }));
  const fileOf = (kind: Stored, name: string): string => path.join(root, PLACES[kind].folder, `${name}${PLACES[kind].ending}`);

  async function get(kind: Stored, name: string): Promise<Buffer | null> {
    checkStoredName(kind, name);
    const file = fileOf(kind, name);
    try {
      return verified(kind, name, await attemptAsync('read', file, () => readFile(file)));
    } catch (thrown) {
      if (ioCode(thrown) === 'ENOENT') return null;
      throw thrown;
    }
  }

  return {
    address: pathToFileURL(root).href,
    get,
    async put(kind, name, bytes) {
      const standing = await get(kind, name);
      if (standing?.equals(bytes) === true) return;
      const file = fileOf(kind, name);
      await attemptAsync('write', file, async () => {
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
        await replace(file, bytes, !REMADE.has(kind));
      });
    },
    async close() {},
  };
}

async function replace(file: string, bytes: Buffer, lasting: boolean): Promise<void> {
  const temporary = `${file}.${process.pid}-${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(temporary, bytes, { flag: 'wx', mode: 0o600, flush: lasting });
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
  if (!lasting) return;
  // The names of the file and of its folder: each may be new.
  const folder = path.dirname(file);
  for (const one of [folder, path.dirname(folder)]) await syncFolder(one);
}

/** Some file systems (CIFS, FUSE) do not offer it. */
const NOT_OFFERED: readonly (string | null)[] = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR', 'EPERM'];

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (thrown) {
    if (!NOT_OFFERED.includes(systemCode(thrown))) throw thrown;
  } finally {
    await handle.close();
  }
}
