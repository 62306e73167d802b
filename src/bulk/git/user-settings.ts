import { homedir } from 'node:os';
import path from 'node:path';
import { findProgram, safeSearchPath } from '../../core/find-program.js';
import { runProcess } from '../../trees/git-process.js';

export type Settings = readonly (readonly [key: string, value: string])[];

const TEN_SECONDS = 10_000;
/** Where the user's and the machine's settings are. */
const PLACES = ['XDG_CONFIG_HOME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'];

/** What the user's own tools (a credential helper, gpg, ssh) need to know beside the settings. */
const OF_THE_USER = [
  ...['XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'USER', 'LOGNAME'],
  ...['SSH_AUTH_SOCK', 'GNUPGHOME', 'GPG_TTY', 'SYSTEMROOT', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'],
];

/**
 * The settings of the user and of the machine, the machine's first; nothing of any repository. Section and name are in lower
 * case. Where there are none, or no git, there are none.
 */
export async function readUserSettings(): Promise<Settings> {
  const program = findProgram('git', null);
  if (program === null) return [];
  const environment = {
    PATH: safeSearchPath(null).join(path.delimiter),
    HOME: homedir(),
    LC_ALL: 'C',
    ...variables(PLACES),
  };
  // Asked for by name, git reads the machine's settings even where it is told not to.
  const withoutSystem = /^(?:1|true|yes|on)$/i.test(process.env['GIT_CONFIG_NOSYSTEM'] ?? '');
  const lists = [...(withoutSystem ? [] : ['--system']), '--global'].map(async (which) => {
    const args = ['config', which, '--includes', '--list', '-z'];
    const call = { program, command: 'config', args, environment, folder: path.parse(homedir()).root, input: undefined };
    const { status, stdout } = await runProcess({ ...call, timeout: TEN_SECONDS, largestOutput: 1 << 24 });
    // There is no such file.
    return status === 0 ? parseList(stdout.toString()) : [];
  });
  return (await Promise.all(lists)).flat();
}

/** The user's own setup, as variables. */
export function userEnvironment(): Record<string, string> {
  return { HOME: homedir(), ...variables(OF_THE_USER) };
}

/** Those of our variables that are set. */
export function variables(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** @param text of `git config --list -z`; a key without a value is true. */
function parseList(text: string): Settings {
  return text.split('\0').flatMap((entry): [string, string][] => {
    if (entry === '') return [];
    const end = entry.indexOf('\n');
    return end === -1 ? [[entry, 'true']] : [[entry.slice(0, end), entry.slice(end + 1)]];
  });
}
