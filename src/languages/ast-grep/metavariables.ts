import type { RuleObject } from './rule-schema.js';

/** The names of the metavariables in the patterns of rules; those that begin with `_` bind nothing. */
export function namesIn(...rules: readonly unknown[]): ReadonlySet<string> {
  const names = rules.flatMap(patternsIn).flatMap((pattern) => [...pattern.matchAll(/\$([A-Z][A-Z_0-9]*)/g)]);
  return new Set(names.map(([, name = '']) => name));
}

function patternsIn(rule: unknown): readonly string[] {
  if (typeof rule !== 'object' || rule === null) return [];
  return Object.entries(rule).flatMap(([key, value]) =>
    (key === 'pattern' || key === 'context') && typeof value === 'string' ? [value] : patternsIn(value),
  );
}

/**
 * True when a rule says what its nodes are, by a pattern or a kind. ast-grep refuses others, such as a `regex` alone: whole files would match.
 *
 * @param seen the utilities that were asked already.
 */
export function saysKind(rule: RuleObject, utils: Readonly<Record<string, RuleObject>>, seen: readonly string[] = []): boolean {
  const { pattern, kind, all, any, matches } = rule;
  if (typeof pattern === 'string' ? !/^\$+\w*$/.test(pattern.trim()) : isStrict(pattern)) return true;
  if (kind !== undefined) return true;
  const says = (one: RuleObject): boolean => saysKind(one, utils, seen);
  if (isRules(all) && all.some(says)) return true;
  if (isRules(any) && any.length > 0 && any.every(says)) return true;
  const util = typeof matches === 'string' && !seen.includes(matches) ? utils[matches] : undefined;
  return util !== undefined && saysKind(util, utils, [...seen, String(matches)]);
}

/** As `template`, a pattern matches nodes of any kind. */
function isStrict(pattern: unknown): boolean {
  return typeof pattern === 'object' && pattern !== null && Reflect.get(pattern, 'strictness') !== 'template';
}

function isRules(value: unknown): value is readonly RuleObject[] {
  return Array.isArray(value);
}
