import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../core/hash.js';
import { gitRepository, plainGit } from './git-repository.js';
import { runCli } from './run-cli.js';
import { treeOf } from './scratch-folder.js';

const ENTRY = fileURLToPath(new URL('../cli/bin.js', import.meta.url));
const SESSION_LOGS = fileURLToPath(new URL('../../../fixtures/repos/session-logs', import.meta.url));

/** What a run of a recipe has left, without the names and times of runs: equal ends have equal texts. */
export interface RecipeEnd {
  readonly files: Record<string, string>;
  readonly inventory: string;
  /** File, codemod and content of every entry of the change log. */
  readonly changes: readonly string[];
  readonly errors: readonly string[];
  /** The matrix that the results end with. */
  readonly matrix: string;
}

/** A new repository to set up, everything committed. */
export function repositoryToSetUp(): string {
  const root = gitRepository();
  cpSync(SESSION_LOGS, root, { recursive: true });
  plainGit(root, 'add', '--all');
  plainGit(root, 'commit', '-q', '-m', 'all');
  return root;
}

export function endOf(root: string): RecipeEnd {
  const read = (name: string): string => {
    const file = path.join(root, '.codex', name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const entries = read('change_log.md')
    .split(/^## .*?: /m)
    .slice(1);
  const end: RecipeEnd = {
    files: treeOf(root, ['.git', '.codex']),
    inventory: read('inventory.json'),
    changes: entries
      .map((entry) => `${entry.split('\n')[0]} ${entry.match(/^- Codemod: .*$/m)} ${entry.match(/^- SHA-256 after: .*$/m)}`)
      .sort(),
    errors: read('errors.ndjson')
      .split('\n')
      .filter((line) => line !== '')
      .map(withoutRun)
      .sort(),
    matrix: [...read('results.md').matchAll(/<!-- matrix (\w+) -->/g)].at(-1)?.[1] ?? '',
  };
  return timeless(root, end);
}

/** detect-secrets writes down when it looked. */
function timeless(root: string, end: RecipeEnd): RecipeEnd {
  const file = path.join(root, '.secrets.baseline');
  if (!existsSync(file)) return end;
  const hash = sha256(readFileSync(file));
  const text = JSON.stringify(end)
    .replaceAll(hash, 'hash')
    .replaceAll(/(generated_at\W+)[\d:TZ-]+/g, '$1time');
  return JSON.parse(text) as RecipeEnd;
}

function withoutRun(line: string): string {
  const { ts: _, run: __, ...rest } = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify(rest);
}

/**
 * Carries a recipe out, and kills it with everything that it started, some milliseconds after it has begun to write.
 *
 * @returns whether it was still alive then.
 */
export async function killRecipe(
  recipe: string,
  root: string,
  after: number,
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  const child = spawn(process.execPath, [ENTRY, 'apply', recipe, '-q'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  while (alive() && !existsSync(path.join(root, '.codex/lock'))) await setTimeout(1);
  await Promise.race([setTimeout(after), ended]);
  const killed = alive();
  if (killed && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  await ended;
  return killed;
}

/** Milliseconds from the first write of a run to its end. */
export async function writingTime(recipe: string, root: string, env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, [ENTRY, 'apply', recipe, '-q'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (child.exitCode === null && !existsSync(path.join(root, '.codex/lock'))) await setTimeout(1);
  const started = performance.now();
  await ended;
  return performance.now() - started;
}

/** Runs it to its end. @throws Error when it does not end well. */
export function finishRecipe(recipe: string, root: string, env: Readonly<Record<string, string>>): void {
  const { status, stderr } = runCli(['apply', recipe, '-q'], { cwd: root, env });
  if (status !== 0) throw new Error(`the recipe ended with ${status}: ${stderr}`);
}
