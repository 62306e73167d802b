import { devNull } from 'node:os';
import path from 'node:path';
import { CodemodError } from '../../core/errors.js';
import { findProgram, safeSearchPath } from '../../core/find-program.js';
import { type GitResult, HARMLESS, QUIET_ENVIRONMENT, runProcess, settingsEnvironment } from '../git-process.js';

/** How a call may leave this machine, or the user's own setup that it needs; see {@link closedCall}. */
export interface Outside {
  /** The one transport that is allowed. */
  readonly protocol: 'https' | 'http' | 'ssh' | 'file' | null;
  readonly settings: readonly (readonly [key: string, value: string])[];
  /** Variables on top of those that every call has. */
  readonly environment: Readonly<Record<string, string>>;
}

/** One call of git in a bare repository. Neither revisions nor refs can be taken for options. */
export interface BareCall {
  readonly command: string;
  readonly flags?: readonly string[];
  /** What stands behind `--end-of-options`. */
  readonly operands?: readonly string[];
  readonly input?: Uint8Array;
  /** Variables of this call alone: an index, an identity. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Null: no transport, and nothing of the user's. */
  readonly outside?: Outside | null;
  /** Milliseconds. Default: two minutes. */
  readonly timeout?: number;
  /** Bytes. Default: 256 MiB. */
  readonly largestOutput?: number;
}

const TWO_MINUTES = 120_000;
const LARGEST_OUTPUT = 256 << 20;

/** On top of {@link HARMLESS}: what only matters where objects are written and fetched. */
const BARE_SETTINGS: readonly (readonly [key: string, value: string])[] = [
  ['core.symlinks', 'false'],
  // Names that some file system would take for ".git" are refused by every command that makes a tree.
  ['core.protectHFS', 'true'],
  ['core.protectNTFS', 'true'],
  ['core.logAllRefUpdates', 'false'],
  ['core.attributesFile', devNull],
  ['core.excludesFile', devNull],
  ['receive.autogc', 'false'],
  ['advice.detachedHead', 'false'],
  ['init.defaultBranch', 'main'],
  ['commit.gpgSign', 'false'],
  ['push.gpgSign', 'false'],
];

/** The arguments and the environment of a call, made from nothing but where programs are. */
export function closedCall(
  folder: string,
  call: BareCall,
): { readonly args: string[]; readonly environment: Record<string, string> } {
  const { protocol, settings, environment } = call.outside ?? { protocol: null, settings: [], environment: {} };
  const transport: [string, string][] = protocol === null ? [] : [[`protocol.${protocol}.allow`, 'always']];
  return {
    args: [
      '--no-pager',
      '--literal-pathspecs',
      `--git-dir=${folder}`,
      call.command,
      ...(call.flags ?? []),
      ...(call.operands === undefined ? [] : ['--end-of-options', ...call.operands]),
    ],
    environment: {
      PATH: safeSearchPath(folder).join(path.delimiter),
      HOME: devNull,
      ...environment,
      ...call.environment,
      ...QUIET_ENVIRONMENT,
      GIT_CONFIG_GLOBAL: devNull,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_ATTR_NOSYSTEM: '1',
      GIT_LFS_SKIP_SMUDGE: '1',
      GIT_ALLOW_PROTOCOL: protocol ?? 'none',
      GIT_NO_REPLACE_OBJECTS: '1',
      ...settingsEnvironment([...HARMLESS, ...BARE_SETTINGS, ...transport, ...settings]),
    },
  };
}

/** @throws CodemodError `git-missing`. */
export function gitProgram(folder: string): string {
  const program = findProgram('git', folder);
  if (program === null) throw new CodemodError('git-missing', 'There is no git on this machine (nowhere on PATH).');
  return program;
}

/**
 * Runs git in a bare repository that is not trusted, with nothing of the user's and of the machine's setup but what
 * `call.outside` brings.
 *
 * @throws CodemodError `git-missing`, `git-timeout`, `git-failed` when git was killed or could not be started.
 */
export async function runBare(folder: string, call: BareCall): Promise<GitResult> {
  return await runProcess({
    program: gitProgram(folder),
    command: call.command,
    ...closedCall(folder, call),
    folder,
    input: call.input,
    timeout: call.timeout ?? TWO_MINUTES,
    largestOutput: call.largestOutput ?? LARGEST_OUTPUT,
  });
}

/** The output of a call that must succeed. @throws CodemodError as {@link runBare}, and `git-failed`. */
export async function bareOutput(folder: string, call: BareCall): Promise<Buffer> {
  const { status, stdout, stderr } = await runBare(folder, call);
  if (status === 0) return stdout;
  const said = stderr.trim() === '' ? 'without a message' : `and said: ${stderr.trim()}`;
  throw new CodemodError('git-failed', `"git ${call.command}" failed in ${folder} ${said}`, { path: folder });
}

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

/** @throws CodemodError `git-failed` for what is no full object id: an abbreviation, a ref, an option. */
export function checkObjectId(text: string): string {
  if (!isObjectId(text))
    throw new CodemodError('git-failed', `${JSON.stringify(text.slice(0, 80))} is not the id of a git object.`);
  return text;
}
