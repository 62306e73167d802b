import { visibleLine } from '../../core/display.js';
import { makeRedactor } from '../hosts/redactor.js';
import { unsetHere } from '../hosts/secrets.js';
import type { GitAccess, GitAnswer, GitFault } from './bare-clone.js';
import { unfitWords } from './unfit.js';

/** Milliseconds to wait after a 429: git does not tell what the host has asked for. */
const REST = 60_000;
const LONGEST = 400;

/** What git (LC_ALL=C), curl and ssh say, from the most to the least telling. Lines of the remote itself are not looked at. */
const SIGNS: readonly (readonly [RegExp, GitFault | 'too-many-requests'])[] = [
  [/returned error: 429/, 'too-many-requests'],
  [/returned error: (?:401|403|407)|Authentication failed|could not read (?:Username|Password)/i, 'git-refused'],
  [/Permission denied|Host key verification failed|Access denied|dubious ownership/i, 'git-refused'],
  [/returned error: (?:404|410|30\d)|url base from redirection/, 'git-no-repository'],
  [/repository '.*' not found|Repository not found|does not appear to be a git repository/i, 'git-no-repository'],
  [/couldn't find remote ref|no such remote ref/i, 'git-no-branch'],
  [/stale info|fetch first|non-fast-forward|cannot lock ref|incorrect old value|reference already exists/, 'git-stale'],
  [/remote rejected|hook declined|protected branch|pre-receive/i, 'git-rejected'],
  [
    /returned error: (?:408|5\d\d)|Could not resolve|Failed to connect|Couldn't connect|Connection (?:refused|reset|closed|timed out)/i,
    'git-unreachable',
  ],
  [/timed? ?out|too slow|early EOF|hung up unexpectedly|RPC failed|unexpected disconnect|SSL|TLS|curl \d+/i, 'git-unreachable'],
  [/kex_exchange|Network is unreachable|No route to host|unable to access/i, 'git-unreachable'],
];

/** What each fault is, in words. */
export const MEANINGS: Readonly<Record<GitFault, string>> = {
  'git-unreachable': 'The remote cannot be reached',
  'git-refused': 'The remote gives no permission',
  'git-no-repository': 'There is no such repository',
  'git-stale': 'A branch of the remote is not what it was',
  'git-rejected': 'The remote rejects the change',
  'git-empty': 'The repository has no commit',
  'git-no-branch': 'There is no such branch',
  'git-failed': 'git failed',
  'repository-unfit': 'git does not take the content of this repository',
  'token-missing': 'The remote asks for a token',
};

/**
 * What has gone wrong, from what git has printed.
 *
 * @param said standard error, and the porcelain output of a push.
 */
export function faultOf(access: GitAccess, said: string, now: number = Date.now()): GitAnswer<never> {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const ours = lines.filter((line) => !line.startsWith('remote:'));
  const text = ours.join('\n');
  const unfit = unfitWords(text);
  if (unfit !== null) return fault('repository-unfit', visibleLine(withoutSecrets(access, unfit)));
  const code = SIGNS.find(([sign]) => sign.test(text))?.[1] ?? 'git-failed';
  if (code === 'too-many-requests') {
    return { kind: 'paused', until: now + REST, reason: 'the host answers git with 429 (too many requests)' };
  }
  if (code === 'git-refused' && access.unset?.[0] !== undefined) {
    return fault('token-missing', `${unsetHere(access.unset)}. ${wordsOf(access, ours)}`);
  }
  return fault(code, wordsOf(access, code === 'git-rejected' ? lines : ours));
}

/** An answer with a code; the words are those of git, or ours. */
export function fault(code: GitFault, words: string): GitAnswer<never> {
  return { kind: 'failed', code, message: words === '' ? `${MEANINGS[code]}.` : `${MEANINGS[code]}: ${words}` };
}

/** The last lines that say something, without what is secret. */
function wordsOf(access: GitAccess, lines: readonly string[]): string {
  const telling = lines.filter(
    (line) => /^(?:fatal|error|remote|!|ssh|warning|ERROR)/.test(line) && !/failed to push some refs/.test(line),
  );
  const text = (telling.length > 0 ? telling : lines)
    .slice(-3)
    .map((line) => reasonOf(line) ?? line.trim())
    .join('; ');
  return visibleLine(withoutSecrets(access, text)).slice(0, LONGEST);
}

/** A line of `git push --porcelain` about what was not pushed: its flag, the two names and a summary, with tabs between them. */
const NOT_PUSHED = /^!\t[^\t]*\t\[([^\]]*)\](?: \((.*)\))?\s*$/;

/** Why a branch was not pushed, without its name and commit: of many repositories it is the same. Null for another line. */
function reasonOf(line: string): string | null {
  const [, kind, reason] = NOT_PUSHED.exec(line) ?? [];
  return reason ?? kind ?? null;
}

/** No header, no token, no user of an address. */
function withoutSecrets(access: GitAccess, text: string): string {
  let clean = text;
  for (const [key, value] of access.settings) {
    if (!/extraheader$/i.test(key)) continue;
    const coded = value.slice(value.lastIndexOf(' ') + 1);
    const plain = Buffer.from(coded, 'base64').toString();
    const token = plain.slice(plain.indexOf(':') + 1);
    clean = makeRedactor([token]).redact(clean);
  }
  return clean.replace(/(\w+:\/\/)[^/\s@]*@/g, '$1');
}
