/** What git refuses in a ref, and what could be taken for an option. https://git-scm.com/docs/git-check-ref-format */
const FAULTS: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^$/, 'it is empty'],
  [/^-/, 'it begins with "-"'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  [/[\u0000-\u0020\u007f]/, 'it holds a space or a control character'],
  [/[~^:?*[\\]/, 'it holds one of ~ ^ : ? * [ \\'],
  [/\.\./, 'it holds ".."'],
  [/@\{/, 'it holds "@{"'],
  [/^@$/, 'it is "@"'],
  [/^\/|\/$|\/\//, 'it begins or ends with "/", or holds two of them'],
  [/(^|\/)\./, 'one of its parts begins with "."'],
  [/\.$/, 'it ends with "."'],
  [/\.lock(\/|$)/, 'one of its parts ends with ".lock"'],
  [/^refs\//, 'it is a full name: give what stands behind refs/heads/'],
  [/\p{Surrogate}|[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u, 'it holds a character that cannot be seen'],
  [/^HEAD$/, 'it is HEAD'],
  [/^[\s\S]{201}/, 'it is longer than 200 characters'],
];

/** Why a text cannot be the name of a branch of somebody's; null when it can. */
export function branchFault(name: string): string | null {
  return FAULTS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** The same for a branch that we make: it is to be typed easily, and to be the same on file systems that ignore case. */
export function ownBranchFault(name: string): string | null {
  return branchFault(name) ?? (/^[a-z0-9/_.-]+$/.test(name) ? null : 'it may hold a-z, 0-9, and / _ . - alone');
}
