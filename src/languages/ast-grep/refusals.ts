import type { RewriterConfig, RuleConfig } from './config-schema.js';
import { namesIn, saysKind } from './metavariables.js';

/** What a rule may not say here, and where it says it. */
export interface Refusal {
  readonly path: readonly [string, ...string[]];
  readonly message: string;
}

/** What ast-grep refuses as well, and what it allows but cannot be done here just as it does it. */
export function refusals(config: RuleConfig): readonly Refusal[] {
  return [...ofPart(config), ...ofRewriters(config)];
}

function ofPart({
  rule,
  utils,
  transform,
  fix,
}: Omit<RewriterConfig, 'fix' | 'id'> & Pick<RuleConfig, 'fix'>): readonly Refusal[] {
  const found: Refusal[] = [];
  if (!saysKind(rule, utils)) {
    found.push({ path: ['rule'], message: 'It must say by "pattern" or "kind" which nodes it is about.' });
  }
  const rewritten = Object.entries(transform).flatMap(([name, one]) => (isRewrite(one) ? [name] : []));
  for (const [name, one] of Object.entries(transform)) {
    const path = ['transform', name] as const;
    if (typeof one === 'string' && isRewrite(one)) {
      found.push({ path, message: 'Here, "rewrite" is written as keys: rewrite: { source, rewriters, joinBy }.' });
    }
    const source = sourceOf(one);
    if (source !== null && rewritten.includes(source)) {
      found.push({ path, message: `$${source} is the result of "rewrite", which cannot be transformed again here.` });
    }
  }
  for (const key of ['expandStart', 'expandEnd'] as const) {
    if (fix !== undefined && namesIn(fix[key]).size > 0) {
      found.push({ path: ['fix', key], message: 'Metavariables in it cannot be compared with those of the rule here.' });
    }
  }
  return found;
}

function ofRewriters(config: RuleConfig): readonly Refusal[] {
  const known = new Set(config.rewriters.map(({ id }) => id));
  const bound = namesIn(config.rule, config.constraints, config.utils);
  const found: Refusal[] = [];
  for (const [name, one] of Object.entries(config.transform)) {
    const unknown = rewritersOf(one).find((id) => !known.has(id));
    if (unknown !== undefined) found.push({ path: ['transform', name], message: `There is no rewriter "${unknown}".` });
  }
  for (const [index, rewriter] of config.rewriters.entries()) {
    const at = (refusal: Refusal): Refusal => ({ ...refusal, path: ['rewriters', String(index), ...refusal.path] });
    found.push(...ofPart(rewriter).map(at));
    const both = [...namesIn(rewriter.rule, rewriter.constraints, rewriter.utils)].find((name) => bound.has(name));
    if (both !== undefined) {
      found.push(at({ path: ['rule'], message: `$${both} is bound by the rule already, and cannot be compared with it here.` }));
    }
    const unknown = Object.values(rewriter.transform)
      .flatMap(rewritersOf)
      .find((id) => !known.has(id));
    if (unknown !== undefined) found.push(at({ path: ['transform'], message: `There is no rewriter "${unknown}".` }));
  }
  return found;
}

type Transformation = RuleConfig['transform'][string];

function isRewrite(one: Transformation): boolean {
  return typeof one === 'string' ? /^\s*rewrite\s*\(/.test(one) : 'rewrite' in one;
}

function rewritersOf(one: Transformation): readonly string[] {
  return typeof one !== 'string' && 'rewrite' in one ? one.rewrite.rewriters : [];
}

/** The name of the metavariable that is transformed. */
function sourceOf(one: Transformation): string | null {
  if (typeof one === 'string') return /^[^(]*\(\s*\$+([A-Z_0-9]+)/.exec(one)?.[1] ?? null;
  const [value] = Object.values(one);
  const source: unknown = Reflect.get(Object(value), 'source');
  return typeof source === 'string' ? source.replace(/^\$+/, '') : null;
}
