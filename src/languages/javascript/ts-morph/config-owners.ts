import type { ts as typescript } from 'ts-morph';
import { type ProjectConfig, readConfig } from './project-config.js';
import { folderOf, inside, type ProjectFiles } from './project-files.js';

/** Editors look for these, in this order. */
const NAMES = ['tsconfig.json', 'jsconfig.json'] as const;

/**
 * Which configuration a file belongs to, as editors decide it: that of the nearest folder which holds the file, by itself or through the
 * configurations that it refers to; else one further up. One that cannot be read owns what stands below it.
 */
export class ConfigOwners {
  readonly #ts: typeof typescript;
  readonly #files: ProjectFiles;
  readonly #configs = new Map<string, ProjectConfig | null>();
  readonly #owners = new Map<string, ProjectConfig | null>();

  constructor(ts: typeof typescript, files: ProjectFiles) {
    this.#ts = ts;
    this.#files = files;
  }

  /** Null: the file is in no project. */
  of(path: string): ProjectConfig | null {
    const known = this.#owners.get(path);
    if (known !== undefined) return known;
    const owner = this.#find(path);
    this.#owners.set(path, owner);
    return owner;
  }

  #find(path: string): ProjectConfig | null {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      for (const name of NAMES) {
        const owner = this.#within(inside(folder, name), path, new Set());
        if (owner !== null) return owner;
      }
      if (folder === '/') return null;
    }
  }

  #within(configPath: string, path: string, seen: Set<string>): ProjectConfig | null {
    const config = seen.has(configPath) ? null : this.#read(configPath);
    if (config === null) return null;
    seen.add(configPath);
    if (config.fault !== null || config.fileNames.has(path)) return config;
    for (const reference of config.references) {
      const owner = this.#within(reference, path, seen);
      if (owner !== null && owner.fault === null) return owner;
    }
    return null;
  }

  #read(path: string): ProjectConfig | null {
    const known = this.#configs.get(path);
    if (known !== undefined) return known;
    const config = this.#files.kindOf(path) === 'file' ? readConfig(this.#ts, this.#files, path) : null;
    this.#configs.set(path, config);
    return config;
  }
}
