import picomatch from 'picomatch';
import { patternFault } from './gitignore-rule.js';
import { isOwner, type OwnerFault, type OwnerRule, type ReadOwners } from './owner-rules.js';

interface Section {
  readonly rules: OwnerRule[];
  readonly excluded: OwnerRule[];
}

/** `[Name]`, `^[Optional]`, `[Name][2] @default-owner`. */
const HEADING = /^\^?\[([^\]]+)\](?:\[\d{1,4}\])?(?:\s+(.*))?$/;

/**
 * GitLab's dialect: in each section the last line that matches decides, and the owners of all sections count. A line without
 * owners has those of its section's heading; what `!` excludes stays excluded in its section. Patterns are globs, and
 * without a slash in front they match at any depth. (GitLab Docs, "Syntax of CODEOWNERS file".)
 */
export const readGitLabOwners: ReadOwners = (lines) => {
  const sections = new Map<string, Section>();
  const faults: OwnerFault[] = [];
  let section = sectionOf(sections, '');
  let defaults: readonly string[] = [];
  for (const [index, raw] of lines.entries()) {
    const text = raw.trim();
    if (text === '' || text.startsWith('#')) continue;
    const heading = HEADING.exec(text);
    if (heading !== null) {
      section = sectionOf(sections, (heading[1] ?? '').trim().toLowerCase());
      defaults = ownersIn((heading[2] ?? '').split(/\s+/));
      continue;
    }
    const why = addEntry(section, text, defaults);
    if (why !== null) faults.push({ line: index + 1, message: why });
  }
  const all = [...sections.values()];
  return { faults, ownersOf: (path) => [...new Set(all.flatMap((one) => ownersWithin(one, path)))] };
};

function sectionOf(sections: Map<string, Section>, name: string): Section {
  const section = sections.get(name) ?? { rules: [], excluded: [] };
  sections.set(name, section);
  return section;
}

function ownersWithin({ rules, excluded }: Section, path: string): readonly string[] {
  if (excluded.some((rule) => rule.matches(path))) return [];
  return rules.findLast((rule) => rule.matches(path))?.owners ?? [];
}

/** @returns why the line is passed over, or null. */
function addEntry(section: Section, text: string, defaults: readonly string[]): string | null {
  const [written = '', ...rest] = text.match(/(?:\\.|\S)+/g) ?? [];
  const isExcluded = written.startsWith('!');
  const pattern = (isExcluded ? written.slice(1) : written).replace(/^\\#/, '#').replaceAll('\\ ', ' ');
  const why = pattern === '' ? 'it has no pattern' : patternFault(pattern);
  if (why !== null) return why;
  const owners = ownersIn(rest);
  if (isExcluded) section.excluded.push(globRule(pattern, []));
  else section.rules.push(globRule(pattern, owners.length === 0 ? defaults : owners));
  return null;
}

/** Anything else there, such as a comment, is no owner and no fault. */
function ownersIn(words: readonly string[]): readonly string[] {
  return words.filter((word) => isOwner(word) || /^@@\w+$/.test(word));
}

/** `File.fnmatch` of Ruby, where a `*` matches names with a dot in front and no slash, and braces and parentheses are just that. */
function globRule(pattern: string, owners: readonly string[]): OwnerRule {
  const literal = pattern
    .replace(/\\.|[(){}|+@$]/g, (found) => (found.length === 2 ? found : `\\${found}`))
    .replaceAll('[!', '[^');
  const anchored = literal.startsWith('/') ? literal.slice(1) : `**/${literal}`;
  const glob = anchored === '**/*' || anchored === '' ? '**' : anchored.endsWith('/') ? `${anchored}**` : anchored;
  let isMatch: ((path: string) => boolean) | null = null;
  return {
    owners,
    matches: (path) => {
      isMatch ??= picomatch(glob, { dot: true, nobrace: true, noext: true, nonegate: true, strictSlashes: true });
      return isMatch(path);
    },
  };
}
