import { CodemodError, messageOf } from '../../core/errors.js';
import { FACTS } from './grammars.js';
import { namesIn } from './metavariables.js';
import { configOf, loadAstGrep, ruleAlone } from './napi.js';
import type { Expansion, Part, Rule } from './rule.js';
import { variablesOf } from './template.js';

/**
 * Has ast-grep read every rule of a file: kinds, patterns, regular expressions, and the metavariables that are used.
 *
 * @param file named in messages.
 * @throws CodemodError `rule-invalid`.
 */
export function tryRules(rules: readonly Rule[], file: string): void {
  for (const rule of rules) {
    const bound = namesIn(rule.rule, rule.constraints, rule.utils);
    tryPart(rule, rule, new Set(), `${file}: the rule ${JSON.stringify(rule.id)}`);
    for (const [id, part] of rule.rewriters) {
      const outer = new Set([...bound, ...Object.keys(rule.transform), ...rule.rewrites.keys()]);
      tryPart(rule, part, outer, `${file}: the rewriter ${JSON.stringify(id)} of the rule ${JSON.stringify(rule.id)}`);
    }
  }
}

function tryPart({ grammar }: Rule, part: Part, outer: ReadonlySet<string>, where: string): void {
  const root = loadAstGrep().parse(grammar, '').root();
  const { fix } = part;
  const broken = brokenPattern(part.rule, grammar);
  if (broken !== null) {
    throw new CodemodError('rule-invalid', `${where}: the pattern ${JSON.stringify(broken)} is not valid code by itself.`);
  }
  const unnamed = fix === null ? undefined : variablesOf(fix.template).find(({ name }) => !/^[A-Z]/.test(name));
  if (unnamed !== undefined) {
    throw new CodemodError('rule-invalid', `${where}: nothing is bound by $${unnamed.name}, which the fix uses.`);
  }
  try {
    root.findAll(configOf({ ...part, transform: { ...part.transform, ...probes(part, outer) } }));
    for (const expansion of [fix?.expandStart, fix?.expandEnd]) {
      for (const rule of rulesOf(expansion)) root.findAll(ruleAlone(rule, part.utils));
    }
  } catch (thrown) {
    throw new CodemodError('rule-invalid', `${where}: ${sentence(messageOf(thrown))}`, { cause: thrown });
  }
}

/**
 * A pattern that the grammar can make nothing of: it matches nodes of no kind, or of any. Those of CSS and HTML are not told from others: there, `$` is
 * no part of a name.
 */
function brokenPattern({ pattern, kind }: Part['rule'], grammar: Rule['grammar']): string | null {
  if (typeof pattern !== 'string' || kind !== undefined || FACTS[grammar].language !== 'javascript') return null;
  const [first] = loadAstGrep().parse(grammar, pattern.trim()).root().children();
  return first?.kind() === 'ERROR' ? pattern : null;
}

function rulesOf(expansion: Expansion | null | undefined): readonly Part['rule'][] {
  if (expansion === null || expansion === undefined) return [];
  const { rule, stopBy } = expansion;
  return typeof stopBy === 'string' ? [rule] : [rule, stopBy];
}

/** A fix may use what is bound, and nothing else. napi knows no fixes, but it checks the sources of transformations. */
function probes({ fix, rewrites, transform }: Part, outer: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const used = fix === null ? [] : variablesOf(fix.template);
  const sources = [
    ...used.filter(({ name }) => !outer.has(name) && !Object.hasOwn(transform, name) && !rewrites.has(name)),
    ...[...rewrites.values()].map(({ source }) => source).filter(({ name }) => !Object.hasOwn(transform, name)),
  ];
  const probe = ({ name, kind }: { readonly name: string; readonly kind: string }, index: number) =>
    [`PROBE_${index}`, { substring: { source: `${kind === 'many' ? '$$$' : '$'}${name}` } }] as const;
  return Object.fromEntries(sources.map(probe));
}

/** ast-grep tells a chain of reasons, one a line. */
function sentence(message: string): string {
  return message
    .split(/\n\s*\|->/)
    .map((part) => part.trim().replace(/\.$/, ''))
    .join(': ')
    .replace(/ used in `transform`/, '')
    .concat('.');
}
