import type { FileGlob, FixConfig, RewriterConfig, RuleConfig } from './config-schema.js';
import { compileRuleGlob } from './globs.js';
import type { Grammar } from './grammars.js';
import type { Expansion, FixParts, Part, Rewrite, Rule } from './rule.js';
import type { RuleObject } from './rule-schema.js';
import { parseTemplate } from './template.js';

/** @param code of the findings that the rule makes. */
export function compileRule(config: RuleConfig, grammar: Grammar, code: string): Rule {
  return {
    ...compilePart(config),
    id: config.id,
    grammar,
    code,
    message: parseTemplate(config.message, new Set(Object.keys(config.transform))),
    rewriters: new Map(config.rewriters.map((rewriter) => [rewriter.id, compilePart(rewriter)])),
    takes: compileTakes(config.files, config.ignores),
  };
}

function compileTakes(files: readonly FileGlob[] | undefined, ignores: readonly FileGlob[] = []): Rule['takes'] {
  const wanted = files?.map(compileRuleGlob);
  const unwanted = ignores.map(compileRuleGlob);
  const isIn = (globs: readonly RegExp[], path: string): boolean => globs.some((glob) => glob.test(path));
  return (path) => !isIn(unwanted, path) && (wanted === undefined || isIn(wanted, path));
}

function compilePart({
  rule,
  constraints,
  utils,
  transform,
  fix,
}: Omit<RewriterConfig, 'id' | 'fix'> & { fix?: FixConfig | undefined }): Part {
  const rewrites = Object.entries(transform).flatMap(([name, one]) => {
    const rewrite = rewriteOf(one);
    return rewrite === null ? [] : [[name, rewrite] as const];
  });
  const others = Object.entries(transform).filter(([, one]) => rewriteOf(one) === null);
  const made = new Set(Object.keys(transform));
  return {
    rule,
    constraints,
    utils,
    transform: Object.fromEntries(others),
    rewrites: new Map(rewrites),
    fix: fix === undefined ? null : compileFix(fix, made),
  };
}

function rewriteOf(transformation: RuleConfig['transform'][string]): Rewrite | null {
  if (typeof transformation === 'string' || !('rewrite' in transformation)) return null;
  const { source, rewriters, joinBy = null } = transformation.rewrite;
  const kind = source.startsWith('$$$') ? 'many' : 'one';
  return { source: { name: source.replace(/^\$+/, ''), kind }, rewriters, joinBy };
}

function compileFix(fix: FixConfig, made: ReadonlySet<string>): FixParts {
  return {
    template: parseTemplate(fix.template, made),
    expandStart: fix.expandStart === undefined ? null : expansionOf(fix.expandStart),
    expandEnd: fix.expandEnd === undefined ? null : expansionOf(fix.expandEnd),
  };
}

function expansionOf({ stopBy = 'neighbor', ...rule }: RuleObject): Expansion {
  if (stopBy === 'neighbor' || stopBy === 'end') return { rule, stopBy };
  return { rule, stopBy: typeof stopBy === 'object' && stopBy !== null ? { ...stopBy } : 'neighbor' };
}
