import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBare } from '../../trees/bare/bare-git.js';
import type { GitAccess } from './bare-clone.js';

const HOOKS: ReadonlySet<string> = new Set([
  ...['pre-receive', 'update', 'proc-receive', 'post-receive', 'post-update', 'push-to-checkout', 'reference-transaction'],
]);

/** The hooks that a push into a repository on this machine would run as the user: it may not be the user's own. */
export async function hooksOf(access: GitAccess): Promise<readonly string[]> {
  const top = fileURLToPath(access.url);
  const found = await Promise.all(
    [top, path.join(top, '.git')].map(async (folder) => {
      // Read as a setting: our own core.hooksPath stands in the way of asking git for the path.
      const { stdout } = await runBare(folder, {
        command: 'config',
        flags: ['--local', '--includes', '--path', '--get', 'core.hooksPath'],
      });
      const set = stdout.toString().replace(/\n$/, '');
      return [path.join(folder, 'hooks'), ...(set === '' ? [] : [path.resolve(top, set)])].flatMap(programsIn);
    }),
  );
  return [...new Set(found.flat())].sort();
}

function programsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => HOOKS.has(name) && isProgram(path.join(folder, name)));
  } catch {
    return [];
  }
}

function isProgram(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() === true && (stat.mode & 0o111) !== 0;
}
