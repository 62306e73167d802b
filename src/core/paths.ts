/** Folders that no codemod may write into, whatever their case: file systems may fold it. */
const FORBIDDEN = new Set(['.git', '.codex']);

/** Why a path may not be written, or null when it may. Paths are relative to the root and `/`-separated. */
export function unsafePath(path: string): string | null {
  if (path === '' || path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'the path must be relative to the root';
  if (path.includes('\0') || path.includes('\\')) return 'the path holds a character that is not allowed there';
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'the path must not hold empty parts, "." or ".."';
    if (FORBIDDEN.has(part.toLowerCase())) return `the path leads into ${part}`;
  }
  return null;
}
