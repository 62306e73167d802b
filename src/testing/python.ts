import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

export interface PythonRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const found = new Map<string, string | null>();

/** Every `python3` of the PATH, in its order. */
function candidates(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, 'python3')).filter(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first `python3` of the PATH that can import the module; any `python3` without one. Null when there is none. */
function findPython(module = 'sys'): string | null {
  if (!found.has(module)) {
    const works = (command: string): boolean => spawnSync(command, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
    found.set(module, candidates().find(works) ?? null);
  }
  return found.get(module) ?? null;
}

/** True when there is a `python3` that can import the module (any module of the standard library by default). */
export function hasPython(module?: string): boolean {
  return findPython(module) !== null;
}

/** The path of a `python3` that can import the module; where there is none, `hasPython` has said so. */
export function python3Path(module?: string): string {
  const command = findPython(module);
  if (command === null) throw new Error(`there is no python3${module === undefined ? '' : ` with ${module}`}`);
  return command;
}

/** Runs `python3`; with `module`, one that has it. Milliseconds: two minutes at most. */
export function python3(
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string; readonly module?: string } = {},
): PythonRun {
  const command = python3Path(options.module);
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: options.cwd,
    input: options.input ?? '',
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' },
  });
  return { status, stdout, stderr };
}

/**
 * Says that tests are skipped for want of a program, and what to install. Where `CI=true` that is a failure instead.
 *
 * @returns true, so that a test can write `if (!hasPython() && skipLoudly(...)) return;`
 */
export function skipLoudly(what: string, install: string): true {
  if (process.env['CI'] === 'true') throw new Error(`${what} needs ${install}, which is missing in CI`);
  console.log(`SKIPPED ${what}: install ${install} to run it`);
  return true;
}
