import { CodemodError } from '../../core/errors.js';
import type { HostSettings } from './host-settings.js';
import { knownHost } from './known-hosts.js';
import { makeRedactor, type Redactor } from './redactor.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Fewer characters than any host's tokens have; redacting so short a text would blacken harmless ones. */
const FEWEST_CHARACTERS = 8;

/** The variables of hosts that are known: their values are kept from all output even where a campaign has no use for them. */
const ALWAYS: readonly string[] = [
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GH_ENTERPRISE_TOKEN',
  'GITLAB_TOKEN',
  'GITEA_TOKEN',
  'FORGEJO_TOKEN',
];
/** Addresses that may hold a password. */
const ADDRESSES: readonly string[] = ['REDIS_URL'];

/** Where the token of a host is looked for: the names of variables, the first that is set counts. */
export function tokenVariables(settings: HostSettings): readonly string[] {
  if (settings.token === null) return [];
  const isGitHub = settings.host === 'github.com' && settings.token === knownHost('github.com')?.token;
  // The name that GitHub's own command line takes; it goes to its own host alone.
  return isGitHub && settings.api === knownHost('github.com')?.api ? [settings.token, 'GH_TOKEN'] : [settings.token];
}

/** What a worker without the variables of its coordinator says; a sentence without its full stop. */
export function unsetHere(variables: readonly string[]): string {
  return `${variables.join(' or ')} is not set where this job ran`;
}

/**
 * The token of a host, or null where none is set (what is public can be read without).
 *
 * @throws CodemodError `token-invalid`.
 */
export function tokenOf(settings: HostSettings, environment: Environment = process.env): string | null {
  for (const name of tokenVariables(settings)) {
    const value = environment[name]?.trim() ?? '';
    if (value === '') continue;
    const fault = tokenFault(value);
    if (fault !== null) throw new CodemodError('token-invalid', `The token in ${name} cannot be used: ${fault}.`);
    return value;
  }
  return null;
}

/**
 * How the forge and git of a host look up its token: by the name that its settings have for it, and no other variable.
 *
 * @throws CodemodError `token-invalid`, when it is called.
 */
export function secretsOf(settings: HostSettings, environment: Environment = process.env): (name: string) => string | null {
  return (name) => (name === settings.token ? tokenOf(settings, environment) : null);
}

/**
 * Refuses before anything is asked of hosts that want a token which is not set.
 *
 * @throws CodemodError `token-missing` with all of them, `token-invalid`.
 */
export function requireTokens(hosts: readonly HostSettings[], environment: Environment = process.env): void {
  const missing = hosts.filter((settings) => tokenOf(settings, environment) === null);
  if (missing.length === 0) return;
  const names = missing.map(({ host }) => host);
  const unset = missing.map(tokenVariables).filter((variables) => variables.length > 0);
  const variables = [...new Set(unset.map((one) => one.join(' or ')))];
  const unnamed = missing.filter(({ token }) => token === null).map(({ host }) => `${host}: { token: NAME }`);
  const advice = [
    ...(variables.length === 0 ? [] : [`Set ${variables.join(', and ')} in the environment.`]),
    ...(unnamed.length === 0
      ? []
      : [`Name the environment variable that holds one in the manifest: hosts: { ${unnamed.join(', ')} }.`]),
  ];
  throw new CodemodError('token-missing', `There is no token for ${names.join(', ')}. ${advice.join(' ')}`);
}

/** Why a text cannot be a token; null when it can. */
export function tokenFault(value: string): string | null {
  if (value.length < FEWEST_CHARACTERS) return `it has less than ${FEWEST_CHARACTERS} characters`;
  return /^[!-~]+$/.test(value) ? null : 'it holds a space, a line break or a character outside of ASCII';
}

/** Every value that must not be seen anywhere: tokens of the hosts, of those that are known, and passwords of addresses. */
export function secretValues(hosts: readonly HostSettings[], environment: Environment = process.env): ReadonlySet<string> {
  const names = [...secretNames(hosts)].filter((name) => !ADDRESSES.includes(name));
  const tokens = names.map((name) => environment[name]?.trim() ?? '');
  const passwords = ADDRESSES.flatMap((name) => passwordsIn(environment[name] ?? ''));
  return new Set([...tokens, ...passwords].filter((value) => tokenFault(value) === null));
}

/** The names of the variables that may hold a secret. */
export function secretNames(hosts: readonly HostSettings[]): ReadonlySet<string> {
  return new Set([...ALWAYS, ...ADDRESSES, ...hosts.flatMap(tokenVariables)]);
}

/** A redactor of all that {@link secretValues} finds. */
export function redactorFor(hosts: readonly HostSettings[], environment: Environment = process.env): Redactor {
  return makeRedactor(secretValues(hosts, environment));
}

function passwordsIn(address: string): readonly string[] {
  try {
    const { password } = new URL(address);
    return [password, decodeURIComponent(password)];
  } catch {
    return [];
  }
}
