import { type ExecFileException, execFile } from 'node:child_process';
import { devNull } from 'node:os';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A process of git, ready to be started: no shell, and no variable that is not named here. */
export interface GitProcess {
  readonly program: string;
  /** For messages: the command, such as `ls-tree`. */
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The repository, for messages. */
  readonly folder: string;
  readonly input: Uint8Array | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  /** Bytes. */
  readonly largestOutput: number;
}

/**
 * A repository's own configuration can name programs; these settings come after it and name none. What an option cannot
 * reach, the environment does.
 */
export const HARMLESS: readonly (readonly [key: string, value: string])[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['core.pager', 'cat'],
  ['core.editor', 'false'],
  ['core.askPass', ''],
  ['core.sshCommand', 'false'],
  ['core.alternateRefsCommand', 'false'],
  ['credential.helper', ''],
  ['gpg.program', 'false'],
  ['protocol.allow', 'never'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['maintenance.auto', 'false'],
  ['gc.auto', '0'],
  ['safe.bareRepository', 'explicit'],
];

/** Of every call: nobody is asked, nothing is fetched in passing, and git speaks English. */
export const QUIET_ENVIRONMENT: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
};

/** Settings as git takes them from its environment: "-c" cuts a key at its first "=", and everyone can read arguments. */
export function settingsEnvironment(settings: readonly (readonly [key: string, value: string])[]): Record<string, string> {
  return {
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

/** @throws CodemodError `git-timeout`, `git-failed` when git was killed or could not be started. */
export function runProcess(wanted: GitProcess): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      wanted.program,
      wanted.args,
      {
        // Not the repository: on some systems programs are looked for in the current folder first.
        cwd: path.parse(wanted.folder).root,
        env: wanted.environment,
        encoding: 'buffer',
        maxBuffer: wanted.largestOutput,
        timeout: wanted.timeout,
        killSignal: 'SIGKILL',
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ status: 0, stdout, stderr: stderr.toString() });
        else if (typeof error.code === 'number') resolve({ status: error.code, stdout, stderr: stderr.toString() });
        else reject(killedError(wanted, error));
      },
    );
    // A child that ends early closes its input; the callback tells why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(wanted.input ?? '');
  });
}

function killedError({ command, timeout, folder }: GitProcess, error: ExecFileException): CodemodError {
  if (error.killed === true && error.code !== 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    const message = `"git ${command}" did not answer within ${timeout / 1000} seconds.`;
    return new CodemodError('git-timeout', message, { path: folder, cause: error });
  }
  return new CodemodError('git-failed', `"git ${command}" could not be run (${error.message}).`, { path: folder, cause: error });
}
