/** Code points that HFS+ leaves out when it compares names: `.g<U+200C>it` is `.git` there. (CVE-2014-9390) */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** Folders that nothing may be written into, and the short name that NTFS gives to `.git`. */
const FORBIDDEN: readonly string[] = ['.git', 'git~1', '.codex'];

/** Why a path may not be written, or null when it may. Paths are relative to the root and `/`-separated. */
export function unsafePath(path: string): string | null {
  if (path === '' || path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'the path must be relative to the root';
  if (path.includes('\0') || (process.platform === 'win32' && path.includes('\\'))) {
    return 'the path holds a character that is not allowed there';
  }
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'the path must not hold empty parts, "." or ".."';
    if (FORBIDDEN.includes(plainName(part))) return `the path leads into ${part}`;
  }
  return null;
}

/** A name as the most forgiving file systems compare it: NTFS drops dots and spaces at its end and takes what follows a colon for a stream. */
function plainName(part: string): string {
  return part
    .replace(IGNORED_BY_HFS, '')
    .toLowerCase()
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '');
}
