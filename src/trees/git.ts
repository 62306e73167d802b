import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { findProgram, safeSearchPath } from '../core/find-program.js';
import { type GitResult, HARMLESS, QUIET_ENVIRONMENT, runProcess, settingsEnvironment } from './git-process.js';

/** One call of git. Revisions and paths can never be taken for options, nor paths for patterns. */
export interface GitCall {
  readonly command: string;
  readonly flags?: readonly string[];
  readonly revisions?: readonly string[];
  /** Relative to the folder of the call. */
  readonly paths?: readonly string[];
  readonly input?: Uint8Array;
  /** False for a command that refuses the switch which makes paths of patterns. */
  readonly literalPaths?: boolean;
  /** Exit codes that are answers, for a call that must succeed. Default: 0 alone. */
  readonly answers?: readonly number[];
  /** Names of configured filter drivers, which are switched off. */
  readonly filters?: readonly string[];
  /** Milliseconds. Default: one minute. */
  readonly timeout?: number;
}

const MINUTE = 60_000;
const LARGEST_OUTPUT = 1 << 30;

/** What a call of git may see of our environment: where programs and the user's own settings are (`safe.directory` is one). */
const KEPT: readonly string[] = [
  ...['HOME', 'XDG_CONFIG_HOME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM', 'SUDO_UID'],
  ...['SYSTEMROOT', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'PROGRAMDATA'],
];

/**
 * Runs git in a folder whose repository is not trusted. The machine's and the user's settings are: they are needed for
 * `safe.directory`, `core.excludesFile` and `core.autocrlf`.
 *
 * @returns null when there is no git on this machine.
 * @throws CodemodError `git-dubious-ownership`, `git-timeout`, `git-failed` when git was killed or could not be started.
 */
export async function runGit(folder: string, call: GitCall): Promise<GitResult | null> {
  const program = findProgram('git', folder);
  if (program === null) return null;
  const result = await runProcess({
    program,
    command: call.command,
    args: gitArguments(folder, call),
    environment: gitEnvironment(folder, call.filters ?? []),
    folder,
    input: call.input,
    timeout: call.timeout ?? MINUTE,
    largestOutput: LARGEST_OUTPUT,
  });
  if (result.status === 0 || !isDubious(result.stderr)) return result;
  throw new CodemodError('git-dubious-ownership', dubiousMessage(result.stderr), { path: folder });
}

/**
 * The output of a call that must succeed.
 *
 * @throws CodemodError as {@link runGit}, and `git-failed`, `git-missing`.
 */
export async function gitOutput(folder: string, call: GitCall): Promise<Buffer> {
  const result = await runGit(folder, call);
  if (result === null) throw new CodemodError('git-missing', 'There is no git on this machine (nowhere on PATH).');
  if (!(call.answers ?? [0]).includes(result.status)) throw gitFailure(folder, call, result.stderr);
  return result.stdout;
}

export function gitFailure(folder: string, call: GitCall, stderr: string): CodemodError {
  const said = stderr.trim() === '' ? 'without a message' : `and said: ${stderr.trim()}`;
  return new CodemodError('git-failed', `"git ${call.command}" failed in ${folder} ${said}`, { path: folder });
}

function gitArguments(folder: string, call: GitCall): string[] {
  const settings = HARMLESS.flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const operands = [...(call.revisions ?? []), ...(call.paths === undefined ? [] : ['--', ...call.paths])];
  return [
    ...settings,
    '--no-pager',
    ...(call.literalPaths === false ? [] : ['--literal-pathspecs']),
    '-C',
    folder,
    call.command,
    ...(call.flags ?? []),
    ...(operands.length > 0 ? ['--end-of-options', ...operands] : []),
  ];
}

function gitEnvironment(folder: string, filters: readonly string[]): Record<string, string> {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const blanked = filters.flatMap((name): [string, string][] => [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.smudge`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ]);
  return {
    ...Object.fromEntries(kept),
    PATH: safeSearchPath(folder).join(path.delimiter),
    ...QUIET_ENVIRONMENT,
    // No transport: a missing object is an error and never a fetch.
    GIT_ALLOW_PROTOCOL: 'none',
    ...settingsEnvironment(blanked),
  };
}

/** Git's own words since 2.35.2 and 2.35.3. */
function isDubious(stderr: string): boolean {
  return stderr.includes('detected dubious ownership') || stderr.includes('unsafe repository');
}

function dubiousMessage(stderr: string): string {
  return `Git refuses this repository, because another user owns it: ${stderr.trim()}`;
}
