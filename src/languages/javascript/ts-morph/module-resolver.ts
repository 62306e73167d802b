import type { ts as typescript } from 'ts-morph';
import type { ConfigOwners } from './config-owners.js';
import { fromRoot, isAbove } from './missing-base.js';
import { folderOf, type ProjectFiles } from './project-files.js';

/** Files that no configuration owns are read as a bundler would read them. */
export function defaultOptions(ts: typeof typescript): typescript.CompilerOptions {
  return {
    allowJs: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.Preserve,
    resolveJsonModule: true,
    types: ['*'],
  };
}

/** Finds the file that an import leads to, by the configuration of the file in which it stands: several projects may look into one file. */
export class ModuleResolver {
  readonly #ts: typeof typescript;
  readonly #host: typescript.ModuleResolutionHost;
  readonly #owners: ConfigOwners;
  #caches = new Map<typescript.CompilerOptions, typescript.ModuleResolutionCache>();
  readonly #defaults: typescript.CompilerOptions;

  constructor(ts: typeof typescript, files: ProjectFiles, owners: ConfigOwners) {
    this.#ts = ts;
    this.#owners = owners;
    this.#defaults = defaultOptions(ts);
    this.#host = {
      fileExists: (path) => files.kindOf(path) === 'file',
      readFile: (path) => files.read(path) ?? undefined,
      directoryExists: (path) => files.kindOf(path) === 'folder',
      realpath: (path) => files.realpath(path),
      getCurrentDirectory: () => '/',
    };
  }

  resolve(specifier: string, from: string): typescript.ResolvedModuleFull | undefined {
    if (/^\.\.?\//.test(specifier) && isAbove(fromRoot(folderOf(from), specifier))) return undefined;
    const ts = this.#ts;
    const options = this.#owners.of(from)?.options ?? this.#defaults;
    const cache = this.cacheFor(options);
    const mode = ts.getImpliedNodeFormatForFile(from, cache.getPackageJsonInfoCache(), this.#host, options);
    return ts.resolveModuleName(specifier, from, options, this.#host, cache, undefined, mode).resolvedModule;
  }

  /** Files have come or gone, or what says how packages are resolved has changed. */
  forget(): void {
    this.#caches = new Map();
  }

  /** What is known until the next {@link forget} of packages and folders. */
  cacheFor(options: typescript.CompilerOptions): typescript.ModuleResolutionCache {
    const cache = this.#caches.get(options) ?? this.#ts.createModuleResolutionCache('/', (name) => name, options);
    this.#caches.set(options, cache);
    return cache;
  }
}
