import { gitignoreRule, patternFault } from './gitignore-rule.js';
import { isOwner, type OwnerFault, type OwnerRule, type ReadOwners } from './owner-rules.js';

/**
 * GitHub's dialect: the last line that matches decides, alone, and one without owners takes them away. A line that is not valid
 * is passed over, as there. No `!`, no `[ ]`, no `\#`. (GitHub Docs, "About code owners".)
 */
export const readGitHubOwners: ReadOwners = (lines) => {
  const faults: OwnerFault[] = [];
  const rules = lines.flatMap((text, index): readonly OwnerRule[] => {
    const [pattern, ...owners] = text.replace(/(^|\s)#.*$/, '').match(/(?:\\.|\S)+/g) ?? [];
    if (pattern === undefined) return [];
    const why = faultOf(pattern, owners);
    if (why === null) return [gitignoreRule(pattern, owners)];
    faults.push({ line: index + 1, message: why });
    return [];
  });
  return { faults, ownersOf: (path) => [...new Set(rules.findLast((rule) => rule.matches(path))?.owners ?? [])] };
};

function faultOf(pattern: string, owners: readonly string[]): string | null {
  if (pattern.startsWith('!')) return 'a pattern cannot be negated with "!" there';
  if (pattern.startsWith('\\#')) return 'a pattern cannot begin with "\\#" there';
  if (/[[\]]/.test(pattern)) return 'a pattern cannot have "[ ]" there';
  if (!owners.every(isOwner)) return 'an owner is neither a user, nor a team, nor an email address';
  return patternFault(pattern);
}
