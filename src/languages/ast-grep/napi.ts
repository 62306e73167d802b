import { createRequire } from 'node:module';
import type * as astGrep from '@ast-grep/napi';
import type { NapiConfig } from '@ast-grep/napi';
import type { Part } from './rule.js';
import type { RuleObject } from './rule-schema.js';

const require = createRequire(import.meta.url);

/** ast-grep itself. It is a native library: loaded in the processes that transform, and never before. */
export function loadAstGrep(): typeof astGrep {
  return require('@ast-grep/napi') as typeof astGrep;
}

/** What napi is asked to find. */
export function configOf({ rule, constraints, utils, transform }: Pick<Part, 'rule' | 'constraints' | 'utils' | 'transform'>) {
  return asConfig({ rule, constraints, utils, transform });
}

/** A rule by itself, with the utilities that it may use. */
export function ruleAlone(rule: RuleObject, utils: Part['utils']): NapiConfig {
  return asConfig({ rule, utils });
}

/** The schema has checked what stands in it; napi checks it again, and all that the grammar knows. */
function asConfig(config: Readonly<Record<keyof NapiConfig & string, unknown>> | Pick<Part, 'rule' | 'utils'>): NapiConfig {
  return config as NapiConfig;
}
