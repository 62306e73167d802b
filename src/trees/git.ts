import { type ExecFileException, execFile } from 'node:child_process';
import { devNull } from 'node:os';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { findProgram, safeSearchPath } from '../core/find-program.js';

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

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

const MINUTE = 60_000;
const LARGEST_OUTPUT = 1 << 30;

/**
 * A repository's own configuration can name programs; these settings come after it and name none. What an option cannot
 * reach, the environment does: no transport is allowed, so that a missing object is an error and never a fetch.
 */
const SETTINGS: readonly string[] = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'core.editor=false',
  'core.askPass=',
  'core.sshCommand=false',
  'core.alternateRefsCommand=false',
  'credential.helper=',
  'gpg.program=false',
  'protocol.allow=never',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'maintenance.auto=false',
  'gc.auto=0',
  'safe.bareRepository=explicit',
];

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
export function runGit(folder: string, call: GitCall): Promise<GitResult | null> {
  const program = findProgram('git', folder);
  if (program === null) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      gitArguments(folder, call),
      {
        // Not the repository: on some systems programs are looked for in the current folder first.
        cwd: path.parse(folder).root,
        env: gitEnvironment(folder, call.filters ?? []),
        encoding: 'buffer',
        maxBuffer: LARGEST_OUTPUT,
        timeout: call.timeout ?? MINUTE,
        killSignal: 'SIGKILL',
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        const said = stderr.toString();
        if (error === null) resolve({ status: 0, stdout, stderr: said });
        else if (isDubious(said)) reject(new CodemodError('git-dubious-ownership', dubiousMessage(said), { path: folder }));
        else if (typeof error.code === 'number') resolve({ status: error.code, stdout, stderr: said });
        else reject(killedError(call, error, folder));
      },
    );
    // A child that ends early closes its input; the callback tells why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(call.input ?? '');
  });
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
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
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

function gitEnvironment(folder: string, filters: readonly string[]): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  // Through the environment: "-c" cuts a key at its first "=", and a driver's name may have one.
  const blanked = filters.flatMap((name) => [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.smudge`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ]);
  return {
    ...Object.fromEntries(kept),
    PATH: safeSearchPath(folder).join(path.delimiter),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: String(blanked.length),
    ...Object.fromEntries(
      blanked.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

/** Git's own words since 2.35.2 and 2.35.3. */
function isDubious(stderr: string): boolean {
  return stderr.includes('detected dubious ownership') || stderr.includes('unsafe repository');
}

function dubiousMessage(stderr: string): string {
  return `Git refuses this repository, because another user owns it: ${stderr.trim()}`;
}

function killedError(call: GitCall, error: ExecFileException, folder: string): CodemodError {
  if (error.killed === true && error.code !== 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    const message = `"git ${call.command}" did not answer within ${(call.timeout ?? MINUTE) / 1000} seconds.`;
    return new CodemodError('git-timeout', message, { path: folder, cause: error });
  }
  const message = `"git ${call.command}" could not be run (${error.message}).`;
  return new CodemodError('git-failed', message, { path: folder, cause: error });
}
