/** Code points that HFS+ leaves out when it compares names: `.g<U+200C>it` is `.git` there (CVE-2014-9390). */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * Why a path of a plan must not be written to, as words that follow the path, or null when it may. The path has to be
 * relative and `/`-separated, to stay inside, and to touch neither git's folder nor the toolkit's own.
 */
export function pathFault(path: string): string | null {
  if (path === '') return 'is empty';
  if (path.includes('\0')) return 'contains a NUL character';
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'is absolute';
  if (process.platform === 'win32' && path.includes('\\')) return 'contains a backslash';
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..')) return 'has an empty, "." or ".." component';
  if (names.some(isGitFolder)) return 'lies inside a .git folder';
  if (plainName(names[0] ?? '') === '.codex') return "lies inside the toolkit's own .codex folder";
  return null;
}

/** True for `.git` and for every other spelling that some file system takes for it. (git: `core.protectHFS`, `core.protectNTFS`) */
function isGitFolder(name: string): boolean {
  const plain = plainName(name);
  return plain === '.git' || plain === 'git~1';
}

/** NTFS drops dots and spaces at the end of a name, and what follows a colon is a stream of the same file. */
function plainName(name: string): string {
  return name
    .replace(IGNORED_BY_HFS, '')
    .toLowerCase()
    .replace(/:.*$/, '')
    .replace(/[. ]+$/, '');
}
