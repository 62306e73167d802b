import { createRequire } from 'node:module';
import path from 'node:path';
import type { FileSystemHost } from 'ts-morph';
import { inside, type ProjectFiles } from './project-files.js';

type RuntimeEntry = ReturnType<FileSystemHost['readDirSync']>[number];

/**
 * The file system that ts-morph sees: what it writes goes into `files`, and nowhere else.
 *
 * @param onSave told before something is written.
 */
export function fileHost(files: ProjectFiles, onSave: () => void): FileSystemHost {
  const read = (path: string): string => files.read(path) ?? missing(path);
  const filesBelow = (path: string): readonly string[] =>
    files.kindOf(path) === 'file' ? [path] : files.paths().filter((file) => file.startsWith(`${path}/`));
  const remove = (path: string): void => {
    for (const file of filesBelow(path)) files.remove(file);
  };
  const copy = (from: string, to: string): void => {
    for (const file of filesBelow(from)) files.write(to + file.slice(from.length), read(file));
  };
  const move = (from: string, to: string): void => {
    copy(from, to);
    remove(from);
  };
  const write = (path: string, text: string): void => {
    onSave();
    files.write(path, text.replace(/^\ufeff/, ''));
  };
  const glob = (patterns: readonly string[]): string[] => matching(files.paths(), patterns, files.currentFolder);
  return {
    isCaseSensitive: () => true,
    getCurrentDirectory: () => files.currentFolder,
    readDirSync: (folder) => files.list(folder).map((name) => entryAt(files, inside(folder, name))),
    readFileSync: read,
    readFile: async (path) => read(path),
    fileExistsSync: (path) => files.kindOf(path) === 'file',
    fileExists: async (path) => files.kindOf(path) === 'file',
    directoryExistsSync: (path) => files.kindOf(path) === 'folder',
    directoryExists: async (path) => files.kindOf(path) === 'folder',
    realpathSync: (path) => files.realpath(path),
    writeFileSync: write,
    writeFile: async (path, text) => write(path, text),
    deleteSync: remove,
    delete: async (path) => remove(path),
    copySync: copy,
    copy: async (from, to) => copy(from, to),
    moveSync: move,
    move: async (from, to) => move(from, to),
    // A folder is there when a file is in it.
    mkdirSync: () => {},
    mkdir: async () => {},
    globSync: glob,
    glob: async (patterns) => glob(patterns),
  };
}

function entryAt(files: ProjectFiles, path: string): RuntimeEntry {
  const kind = files.kindOf(path);
  return { name: path, isFile: kind === 'file', isDirectory: kind === 'folder', isSymlink: false };
}

/** ts-morph knows a missing file by the code that Node gives it. */
function missing(path: string): never {
  throw Object.assign(new Error(`there is no file ${path}`), { code: 'ENOENT' });
}

/** Patterns with a `!` take away. Those that are relative begin in the folder. */
function matching(paths: readonly string[], patterns: readonly string[], folder: string): string[] {
  const picomatch: typeof import('picomatch') = createRequire(import.meta.url)('picomatch');
  const literal = folder.replace(/[\\*?[\]{}()!+@|^$]/g, '\\$&');
  const rooted = patterns.map((pattern) => {
    const [, sign = '', glob = ''] = /^(!?)(.*)$/s.exec(pattern) ?? [];
    return sign + (glob.startsWith('/') ? glob : path.posix.join(literal, glob));
  });
  const isIn = picomatch(rooted.filter((pattern) => !pattern.startsWith('!')));
  const isOut = rooted.filter((pattern) => pattern.startsWith('!')).map((pattern) => picomatch(pattern.slice(1)));
  return paths.filter((path) => isIn(path) && !isOut.some((matches) => matches(path)));
}
