import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { sha256 } from '../../core/hash.js';
import type { BareClone, CloneCache, GitAccess } from './bare-clone.js';
import { CachedClone } from './cached-clone.js';
import { CloneFolder } from './clone-folder.js';
import { waitForLock } from './clone-lock.js';
import { evict } from './evict.js';

export interface CacheSettings {
  /** Null: {@link defaultCacheFolder}. */
  readonly folder: string | null;
  /** Bytes that clones may have on the disk while nobody uses them. */
  readonly mostBytes: number;
  /** Files of a repository; one with more is `too-many-files`. */
  readonly mostFiles: number;
}

/** By the XDG Base Directory Specification. */
export function defaultCacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'];
  return path.join(
    base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), '.cache'),
    'codex-codemod',
    'clones',
  );
}

/** Milliseconds: the size of the cache is looked at no more often. */
const LOOK_EVERY = 10_000;

/** The clones of this user. What is in it can go at any time when nobody uses it. */
export function openCloneCache(settings: CacheSettings): CloneCache {
  const cache = settings.folder ?? defaultCacheFolder();
  let looked = 0;
  return {
    async open(repo: string, access: GitAccess): Promise<BareClone> {
      const entry = path.join(cache, sha256(Buffer.from(repo)).slice(0, 40));
      mkdirSync(entry, { recursive: true, mode: 0o700 });
      const unlock = await waitForLock(entry);
      const files = new CloneFolder(entry);
      try {
        const folder = await files.open();
        if (Date.now() - looked > LOOK_EVERY) {
          looked = Date.now();
          await evict(cache, settings.mostBytes);
        }
        return new CachedClone(files, folder, access, settings.mostFiles, unlock);
      } catch (thrown) {
        unlock();
        throw thrown;
      }
    },
  };
}
