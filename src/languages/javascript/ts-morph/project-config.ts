import type { ts as typescript } from 'ts-morph';
import { positionsOf } from '../../../core/source-file.js';
import { missingBase } from './missing-base.js';
import { folderOf, inside, nameOf, type ProjectFiles } from './project-files.js';

/** A `tsconfig.json`, or one that others refer to. */
export interface ProjectConfig {
  /** From the root, with a `/` in front. */
  readonly path: string;
  readonly options: typescript.CompilerOptions;
  readonly fileNames: ReadonlySet<string>;
  /** Paths of the configurations that it refers to. */
  readonly references: readonly string[];
  /** Why it cannot be used, or null. */
  readonly fault: string | null;
  /** Packages that it extends and that are not there. */
  readonly absent: readonly string[];
}

type Compiler = typeof typescript;

/** Codes of `diagnosticMessages.json` of TypeScript. */
const CANNOT_READ: ReadonlySet<number> = new Set([5083, 6053]);
const CIRCULAR = 18_000;

export function readConfig(ts: Compiler, files: ProjectFiles, path: string): ProjectConfig {
  const { config, error } = ts.readConfigFile(path, (file) => files.read(file) ?? undefined);
  const nothing = { path, options: {}, fileNames: new Set<string>(), references: [], absent: [] };
  if (error !== undefined) return { ...nothing, fault: sentence(ts, files, error) };
  const missing = missingBase(ts, files, path);
  if (missing !== null) return { ...nothing, fault: missing };
  const parsed = ts.parseJsonConfigFileContent(config, parseHost(ts, files), folderOf(path), undefined, path);
  const circular = parsed.errors.find(({ code }) => code === CIRCULAR);
  if (circular !== undefined) return { ...nothing, fault: sentence(ts, files, circular) };
  return {
    path,
    // From version 6 on, packages of types are not found without being named: https://www.typescriptlang.org/tsconfig/#types
    options: { ...parsed.options, types: parsed.options.types ?? ['*'] },
    fileNames: new Set(parsed.fileNames),
    references: (parsed.projectReferences ?? []).map((reference) => configAt(files, reference.path)),
    fault: null,
    absent: parsed.errors.filter(({ code }) => CANNOT_READ.has(code)).map((one) => sentence(ts, files, one)),
  };
}

/** A reference names a file, or the folder of a `tsconfig.json`. */
function configAt(files: ProjectFiles, path: string): string {
  return files.kindOf(path) === 'folder' ? inside(path, 'tsconfig.json') : path;
}

function sentence(ts: Compiler, files: ProjectFiles, { messageText, file, start }: typescript.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, '');
  const text = file === undefined ? null : files.read(file.fileName);
  return text === null || start === undefined ? message : `line ${positionsOf(text)(start).line}: ${message}`;
}

function parseHost(ts: Compiler, files: ProjectFiles): typescript.ParseConfigHost {
  return {
    useCaseSensitiveFileNames: true,
    fileExists: (path) => files.kindOf(path) === 'file',
    readFile: (path) => files.read(path) ?? undefined,
    readDirectory(root, extensions, excludes, includes, depth) {
      const matchFiles: unknown = Reflect.get(ts, 'matchFiles');
      if (!isMatchFiles(matchFiles)) throw new TypeError('this TypeScript has no matchFiles');
      const entries = (folder: string): Entries => entriesOf(files, folder);
      return matchFiles(root, extensions, excludes, includes, true, '/', depth, entries, (path) => path);
    },
  };
}

interface Entries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/** How TypeScript itself reads `include` and `exclude`; it is not in its declarations. */
type MatchFiles = (
  root: string,
  extensions: readonly string[] | undefined,
  excludes: readonly string[] | undefined,
  includes: readonly string[] | undefined,
  isCaseSensitive: boolean,
  currentFolder: string,
  depth: number | undefined,
  entries: (folder: string) => Entries,
  realpath: (path: string) => string,
) => string[];

function isMatchFiles(value: unknown): value is MatchFiles {
  return typeof value === 'function' && value.length >= 8;
}

/** Without installed packages, which belong to no project. */
function entriesOf(files: ProjectFiles, folder: string): Entries {
  const names = files.list(folder).filter((name) => name !== 'node_modules');
  const kinds = names.map((name) => ({ name, kind: files.kindOf(inside(folder, name)) }));
  const namesOf = (wanted: string): readonly string[] =>
    kinds
      .filter(({ kind }) => kind === wanted)
      .map(({ name }) => name)
      .sort();
  return { files: namesOf('file'), directories: namesOf('folder') };
}

export function isConfigName(path: string): boolean {
  return /^(?:tsconfig|jsconfig)(?:\..+)?\.json$/.test(nameOf(path));
}
