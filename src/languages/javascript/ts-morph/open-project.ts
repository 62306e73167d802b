import type * as tsMorph from 'ts-morph';
import { fileHost } from './file-host.js';
import { SOURCE } from './importers.js';
import { defaultOptions, type ModuleResolver } from './module-resolver.js';
import type { ProjectConfig } from './project-config.js';
import type { ProjectFiles } from './project-files.js';
import { tellLocationsOnce } from './rename-locations.js';

/** What a project is opened with. */
export interface ProjectParts {
  readonly files: ProjectFiles;
  /** Null: for files in no project. */
  readonly config: ProjectConfig | null;
  readonly sources: readonly string[];
  readonly resolver: ModuleResolver;
  /** Told when something is saved. */
  onSave(): void;
}

/** A project of ts-morph that holds the given sources. Imports are followed for types; nothing is written. */
export function openProject(morph: typeof tsMorph, { files, config, sources, resolver, onSave }: ProjectParts): tsMorph.Project {
  const options = config?.options ?? defaultOptions(morph.ts);
  // A script may import what is written in TypeScript, and is then one of the sources whatever the project says.
  const hasScripts = sources.some((path) => /\.[cm]?jsx?$/i.test(path));
  const project = new morph.Project({
    fileSystem: fileHost(files, onSave),
    compilerOptions: hasScripts ? { ...options, allowJs: true } : options,
    skipFileDependencyResolution: true,
    resolutionHost: () => resolutionHost(resolver, options),
  });
  tellLocationsOnce(project.getLanguageService().compilerObject);
  for (const path of sources) if (SOURCE.test(path) && files.kindOf(path) === 'file') project.addSourceFileAtPath(path);
  return project;
}

/**
 * What ts-morph takes into the host of its programs. TypeScript asks that host for a cache, and without one looks for the `package.json`
 * of every file anew in every program: ts-morph makes one after each change. It hands no cache over, so that the host gets one here.
 */
function resolutionHost(resolver: ModuleResolver, options: tsMorph.ts.CompilerOptions): tsMorph.ResolutionHost {
  return {
    resolveModuleNames(this: object, specifiers, from) {
      if (!Reflect.has(this, 'getModuleResolutionCache')) {
        Reflect.set(this, 'getModuleResolutionCache', () => resolver.cacheFor(options));
      }
      return specifiers.map((specifier) => resolver.resolve(specifier, from));
    },
  };
}
