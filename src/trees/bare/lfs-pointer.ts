const FIRST_LINE = 'version https://git-lfs.github.com/spec/';
/** Bytes that a pointer has at most: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LARGEST = 1024;

/** True when the bytes only say where the content of the file is. */
export function isLfsPointer(bytes: Buffer): boolean {
  return bytes.length < LARGEST && bytes.toString('latin1', 0, FIRST_LINE.length) === FIRST_LINE;
}
