import { isUtf8 } from 'node:buffer';
import { type Repository, repositoryOutput } from './repository.js';
import type { Selection } from './tree.js';

/** One path, as git or a folder lists it. */
export interface Listed {
  readonly path: string;
  /** `repository`: one inside of this one. `unnamed`: the name is not valid UTF-8, and `path` is for people only. */
  readonly kind: 'file' | 'link' | 'repository' | 'unnamed';
}

/** More paths than this are better looked for by ourselves than by git. */
const MOST_PATHS = 200;

/**
 * What git tracks, and what it neither tracks nor ignores. The index knows links and submodules by their mode, so that no
 * file need be looked at. Conflict stages come as one.
 */
export function listRepository(
  repository: Repository,
  selection: Selection,
): { readonly tracked: Promise<readonly Listed[]>; readonly others: Promise<readonly Listed[]> } {
  const everything = selection.paths.includes('') || selection.paths.length === 0 || selection.paths.length > MOST_PATHS;
  const call = { command: 'ls-files', ...(everything ? {} : { paths: selection.paths }) };
  const ignoring = selection.noIgnore ? [] : ['--exclude-standard'];
  return {
    tracked: repositoryOutput(repository, { ...call, flags: ['-z', '--stage'] }).then(trackedFiles),
    others: repositoryOutput(repository, { ...call, flags: ['-z', '--others', ...ignoring] }).then(otherFiles),
  };
}

/** True when git ignores the path and tracks nothing of that name. */
export async function isIgnored(repository: Repository, path: string): Promise<boolean> {
  const input = Buffer.from(`./${path}\0`);
  const call = { command: 'check-ignore', flags: ['-z', '--stdin'], input, literalPaths: false, answers: [0, 1] };
  return (await repositoryOutput(repository, call)).length > 0;
}

const LINK_MODE = '120000 ';
const SUBMODULE_MODE = '160000 ';

/** @param output of `git ls-files -z --stage`: "mode id stage TAB path". */
function trackedFiles(output: Buffer): readonly Listed[] {
  const files: Listed[] = [];
  let last = '';
  for (const { text, isText } of splitRecords(output)) {
    const path = text.slice(text.indexOf('\t') + 1);
    if (path === last) continue;
    last = path;
    if (text.startsWith(SUBMODULE_MODE)) files.push({ path, kind: 'repository' });
    else if (isText) files.push({ path, kind: text.startsWith(LINK_MODE) ? 'link' : 'file' });
    else files.push({ path, kind: 'unnamed' });
  }
  return files;
}

/** @param output of `git ls-files -z --others`, which ends the name of a repository with a slash. */
function otherFiles(output: Buffer): readonly Listed[] {
  return splitRecords(output).map(({ text, isText }) => {
    if (text.endsWith('/')) return { path: text.slice(0, -1), kind: 'repository' };
    return { path: text, kind: isText ? 'file' : 'unnamed' };
  });
}

interface Named {
  readonly text: string;
  readonly isText: boolean;
}

/** Takes apart NUL-terminated records. */
function splitRecords(output: Buffer): readonly Named[] {
  if (isUtf8(output)) {
    const records = output.toString().split('\0');
    records.pop();
    return records.map((text) => ({ text, isText: true }));
  }
  const records: Named[] = [];
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    const bytes = output.subarray(start, end === -1 ? output.length : end);
    records.push({ text: nameForPeople(bytes), isText: isUtf8(bytes) });
    start += bytes.length + 1;
  }
  return records;
}

/** A name as text; the bytes of one that is not UTF-8 are shown, so that two such names stay two. */
export function nameForPeople(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  return bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}
