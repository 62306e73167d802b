import { checkGlob, globMatcher } from '../../trees/path-filter.js';

/** How a person may name repositories, in a sentence. */
export const PATTERN_FORM =
  'A repository is named by its key, or by the end of it after a "/"; * stands for what is between two slashes, ** for any number of parts.';

type Takes = (repo: string) => boolean;

/**
 * Matches keys of repositories by patterns: the whole key, or its end after a `/` (`acme/api`, `api`, `acme/*`). What a pattern takes as a
 * folder it takes with all below it. One that begins with a scheme or a host with its port is about whole keys alone, one that begins with `/`
 * about folders of this machine or what stands behind a host. Upper and lower case are one, as forges have it, and `.git` at the end of a
 * key says nothing.
 *
 * @throws CodemodError `glob-invalid`.
 */
export function keyMatcher(patterns: readonly string[]): Takes {
  const matchers = patterns.map((pattern) => {
    checkGlob(pattern);
    return globMatcher(
      formsOf(pattern).flatMap((form) => [form, `${form}/**`]),
      pattern,
    );
  });
  return (repo) => {
    const spellings = spellingsOf(repo);
    return matchers.some((matches) => spellings.some(matches));
  };
}

/** What stands at the end of a key, character by character: no pattern, and nothing below it. */
export function endMatcher(ends: readonly string[]): Takes {
  const wanted = ends.map((end) => `/${bare(end)}`);
  return (repo) => spellingsOf(repo).some((key) => wanted.some((end) => `/${key}`.endsWith(end)));
}

function formsOf(pattern: string): readonly string[] {
  // Extended globs are regular expressions in disguise.
  const plain = bare(pattern).replace(/\/+$/, '').replace(/[()]/g, '\\$&');
  if (plain.startsWith('/')) return [`file:${plain}`, `*${plain}`];
  return /^[a-z0-9.+-]+:/.test(plain) || /^https?:/i.test(pattern) ? [plain] : [plain, `**/${plain}`];
}

/** Addresses are what people paste. */
function bare(pattern: string): string {
  return pattern.toLowerCase().replace(/^(https?|ssh):\/\/([^/@]*@)?|^\.\//, '');
}

function spellingsOf(repo: string): readonly string[] {
  const key = repo.toLowerCase();
  return key.endsWith('.git') ? [key, key.slice(0, -'.git'.length)] : [key];
}
