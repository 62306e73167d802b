import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const CONFIG = '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n';

/** A bare repository by hand: thousands of them need no process each. @param objects of another one, that it shares. */
export function bareFolder(
  folder: string,
  { head, commit, objects }: { head: string; commit: string | null; objects: string | null },
): void {
  for (const name of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
    mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, 'config'), CONFIG);
  writeFileSync(path.join(folder, 'HEAD'), `ref: refs/heads/${head}\n`);
  if (objects !== null) writeFileSync(path.join(folder, 'objects/info/alternates'), `${objects}\n`);
  if (commit !== null) writeFileSync(path.join(folder, 'refs/heads', head), `${commit}\n`);
}

/** What it shares has to have no refs: a server would offer all of them with each push. */
export function withoutRefs(folder: string): void {
  rmSync(path.join(folder, 'refs'), { recursive: true, force: true });
  rmSync(path.join(folder, 'packed-refs'), { force: true });
  mkdirSync(path.join(folder, 'refs/heads'), { recursive: true });
}
