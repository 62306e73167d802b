import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { decodeSource, isSkip } from '../core/source-file.js';
import { declaredEncoding } from '../languages/python/declared-encoding.js';
import { parsePython } from '../languages/python/parse.js';
import type { PythonFile } from '../languages/python/python-file.js';
import { python3 } from './python.js';

/** The files of the standard library of `python3`, sorted; those below a size in bytes. */
export function libraryFiles(largest: number): readonly string[] {
  const { stdout } = python3(['-c', 'import sysconfig; print(sysconfig.get_paths()["stdlib"])']);
  const root = stdout.trim();
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py') && !name.includes('site-packages') && !name.includes('dist-packages'))
    .map((name) => path.join(root, name))
    .filter((name) => statSync(name).size < largest)
    .sort();
}

/** One of them, parsed; null when it is not UTF-8 or does not parse. */
export function readLibraryFile(name: string): PythonFile | null {
  const bytes = readFileSync(name);
  const source = decodeSource(name, bytes, declaredEncoding(bytes));
  if (isSkip(source) || source.encoding !== 'utf-8') return null;
  const file = parsePython(source);
  return isSkip(file) ? null : file;
}
