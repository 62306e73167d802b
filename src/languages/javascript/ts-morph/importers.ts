import type { ts as typescript } from 'ts-morph';
import type { ModuleResolver } from './module-resolver.js';
import type { ProjectFiles } from './project-files.js';

/** What ts-morph takes for a source file. */
export const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/i;

/**
 * Files that import others, directly or through others, in whatever project: where a name is changed that they use, they are to be seen.
 */
export class Importers {
  readonly #ts: typeof typescript;
  readonly #files: ProjectFiles;
  readonly #resolver: ModuleResolver;
  #importersOf: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(ts: typeof typescript, files: ProjectFiles, resolver: ModuleResolver) {
    this.#ts = ts;
    this.#files = files;
    this.#resolver = resolver;
  }

  /** Those of the given files that are not among them. */
  of(paths: ReadonlySet<string>): readonly string[] {
    const sources = this.#files.paths().filter((path) => SOURCE.test(path));
    if (sources.every((path) => paths.has(path))) return [];
    this.#importersOf ??= this.#read(sources);
    const reached = new Set(paths);
    // A set hands out what is added while it is walked.
    for (const path of reached) for (const importer of this.#importersOf.get(path) ?? []) reached.add(importer);
    return [...reached].filter((path) => !paths.has(path));
  }

  #read(sources: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const importers = new Map<string, string[]>();
    for (const path of sources) {
      const { importedFiles } = this.#ts.preProcessFile(this.#files.read(path) ?? '', true, true);
      for (const { fileName } of importedFiles) {
        const target = this.#resolver.resolve(fileName, path)?.resolvedFileName;
        if (target !== undefined) importers.set(target, [...(importers.get(target) ?? []), path]);
      }
    }
    return importers;
  }
}
