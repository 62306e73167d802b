import path from 'node:path';

/**
 * Where a transform of another tool runs: in its own folder, or where its package is installed. Not in the folder of the package: what is there to build
 * it, such as the settings of its compiler, is not meant for those who run it. And never in the repository at hand, whose settings may be code.
 */
export function homeOf(file: string): string {
  const modules = `${path.sep}node_modules${path.sep}`;
  const at = file.lastIndexOf(modules);
  return at === -1 ? path.dirname(file) : file.slice(0, at + modules.length - 1);
}
