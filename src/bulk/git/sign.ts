import { visibleLine } from '../../core/display.js';
import { bareOutput, checkObjectId, runBare } from '../../trees/bare/bare-git.js';
import { parseCommit } from '../../trees/bare/commit-object.js';
import { commitCall } from '../../trees/bare/write-commit.js';
import type { GitAnswer } from './bare-clone.js';
import { fault } from './fault.js';
import { readUserSettings, type Settings, userEnvironment } from './user-settings.js';

/** Of the user's settings: who they are, and how their git signs. */
const OF_SIGNING = /^(?:user|gpg)\./;
/** Git's own programs, for those that the user does not name: a setting of the repository comes before all of them. */
const BY_DEFAULT: Settings = [
  ['gpg.format', 'openpgp'],
  ['gpg.program', 'gpg'],
  ['gpg.x509.program', 'gpgsm'],
  ['gpg.ssh.program', 'ssh-keygen'],
  ['gpg.ssh.defaultKeyCommand', 'false'],
];
/** Milliseconds: a person may have to enter a passphrase. */
const FIVE_MINUTES = 300_000;

/**
 * The same commit with the user's signature. Of the user's setup this call alone sees what gpg and ssh-keygen need.
 *
 * @returns the object too: no two signatures are the same, so it is to be kept and used again.
 */
export async function signCommit(
  folder: string,
  commit: string,
  user?: Settings,
): Promise<GitAnswer<{ readonly commit: string; readonly object: Buffer }>> {
  const content = await bareOutput(folder, { command: 'cat-file', flags: ['commit', checkObjectId(commit)] });
  const { flags, ...call } = commitCall(parseCommit(content));
  const settings = (user ?? (await readUserSettings())).filter(([key]) => OF_SIGNING.test(key));
  const outside = { protocol: null, settings: [...BY_DEFAULT, ...settings], environment: userEnvironment() };
  const made = await runBare(folder, {
    command: 'commit-tree',
    ...call,
    flags: ['-S', ...flags],
    outside,
    timeout: FIVE_MINUTES,
  });
  if (made.status !== 0)
    return fault('git-failed', `the commit cannot be signed: ${visibleLine(made.stderr.trim()).slice(0, 400)}`);
  const signed = checkObjectId(made.stdout.toString('latin1').trim());
  return {
    kind: 'ok',
    value: { commit: signed, object: await bareOutput(folder, { command: 'cat-file', flags: ['commit', signed] }) },
  };
}

/** Writes a commit object that was kept. @returns its id. */
export async function restoreCommit(folder: string, object: Buffer): Promise<string> {
  const call = { command: 'hash-object', flags: ['-w', '-t', 'commit', '--stdin'], input: object };
  return checkObjectId((await bareOutput(folder, call)).toString('latin1').trim());
}
