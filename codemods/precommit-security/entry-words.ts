import type { Tool } from './tools.js';

/** How a hook runs a tool: with words in front of its own arguments, or in a way that only a shell or a script knows. */
export type EntryUse = { readonly kind: 'runs' | 'hidden'; readonly words: readonly string[] };

/** Programs that run the program that is named next. */
const RUNNERS = /^(?:(?:poetry|pipenv|pdm|uv|hatch|rye|pixi) run|uvx|pipx run|python3? -m)$/;
const SHELL = /[;&|<>`$()\n]/;

/** What an entry has to do with a tool; null when it does not speak of it. */
export function entryUse(entry: string, { programs, mention }: Tool): EntryUse | null {
  const words = shellWords(entry);
  const at = words?.findIndex((word) => programs.includes(programOf(word))) ?? -1;
  if (words !== null && (at === 0 || RUNNERS.test(words.slice(0, Math.max(at, 0)).map(programOf).join(' ')))) {
    return { kind: 'runs', words: words.slice(at + 1) };
  }
  return mention.test(entry) ? { kind: 'hidden', words: wordsBehind(entry, mention) } : null;
}

/** `/usr/bin/bandit` is `bandit`, as is the module `detect_secrets.pre_commit_hook` the hook of detect-secrets. */
function programOf(word: string): string {
  if (word === 'detect_secrets.pre_commit_hook') return 'detect-secrets-hook';
  return word.startsWith('-') ? word : (word.split('/').at(-1) ?? '');
}

/** The words of a plain command line; null where a shell would do more than split it. */
function shellWords(entry: string): readonly string[] | null {
  if (SHELL.test(entry)) return null;
  const words = entry.match(/(?:"[^"\\]*"|'[^']*'|[^\s"'\\])+/g) ?? [];
  // What matched nothing is an open quote or a backslash.
  return /["'\\]/.test(entry.replace(/"[^"\\]*"|'[^']*'/g, '')) ? null : words.map((word) => word.replace(/["']/g, ''));
}

/** What stands behind the tool up to the end of its command, as far as it can be seen. */
function wordsBehind(entry: string, mention: RegExp): readonly string[] {
  const found = mention.exec(entry);
  const behind = found === null ? '' : entry.slice(found.index + found[0].length);
  return (behind.split(/[;&|]/)[0] ?? '').split(/[\s"']+/).filter((word) => word !== '');
}
