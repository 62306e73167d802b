/** What git's check of an object finds, by its own name for it: that no tree of a checkout could be. */
const REASONS: Readonly<Record<string, string>> = {
  hasDotgit: 'a file or folder in it is named like the folder of git itself (.git, or git~1, which some systems take for that)',
  hasDot: 'a file or folder in it is named "."',
  hasDotdot: 'a file or folder in it is named ".."',
  duplicateEntries: 'a folder in it has two entries of the same name',
};

const CHECKED = /^error: object ([0-9a-f]{40,64}): (\w+): (.*)$/m;
const REFUSED = /^fatal: fsck error in packed object/m;

/** True where git has refused the content that came, and not the way to it. */
export function isUnfit(said: string): boolean {
  return CHECKED.test(said) && REFUSED.test(said);
}

/** Why git has refused the content, and what can be done; null where it has not. */
export function unfitWords(said: string): string | null {
  const [, object, check, words] = CHECKED.exec(said) ?? [];
  if (object === undefined || check === undefined || words === undefined || !REFUSED.test(said)) return null;
  const reason = Object.hasOwn(REASONS, check)
    ? `${REASONS[check]} (${check}, object ${object})`
    : `${check}: ${words} (object ${object})`;
  return `${reason}. Its owners can mend it (in a clone, git fsck shows it); then: codemod bulk update.`;
}
