import '../markup/register.js';
import path from 'node:path';
import type { CodeDoc } from '../../core/code-doc.js';
import { type Codemod, defineCodemod } from '../../core/codemod.js';
import { NAME, nameAfter } from '../../core/codemod-name.js';
import { CodemodError } from '../../core/errors.js';
import { compileRule } from './compile-rule.js';
import type { RuleConfig } from './config-schema.js';
import { FACTS, grammarNamed } from './grammars.js';
import { readRules } from './read-rules.js';
import type { Rule } from './rule.js';
import { rulesTransform } from './rules-transform.js';

/** A codemod of a rule file, and a way to have its rules tried before files are given to it. */
export interface AdoptedRules {
  readonly codemod: Codemod;
  /** Loads ast-grep: for a process that transforms. @throws CodemodError `rule-invalid` for what ast-grep does not take. */
  prepare(): Promise<void>;
}

/**
 * A codemod of the rules of an ast-grep file. One rule gives it its name, several take that of the file.
 *
 * @param file named in messages.
 * @throws CodemodError `rule-invalid`.
 */
export function adoptRules(text: string, file: string): AdoptedRules {
  const configs = readRules(file, text);
  const wanted = configs.filter(({ severity }) => severity !== 'off');
  if (wanted.length === 0) {
    const why = configs.length === 0 ? 'it has no rule' : 'the severity of each of its rules is "off"';
    throw new CodemodError('rule-invalid', `${file}: ${why}.`, { path: file });
  }
  const rules = wanted.flatMap((config, index) => ruleOf(config, codeOf(index)));
  const codemod = defineCodemod({
    name: nameOf(wanted, file),
    version: '0.0.0',
    summary: summaryOf(wanted, file),
    params: {},
    codes: Object.fromEntries(wanted.map((config, index) => [codeOf(index), docOf(config)])),
    foreign: true,
    addons: true,
    languages: transformsOf(rules),
  });
  return { codemod, prepare: async () => (await import('./try-rules.js')).tryRules(rules, file) };
}

function ruleOf(config: RuleConfig, code: string): readonly Rule[] {
  const grammar = grammarNamed(config.language);
  return grammar === null ? [] : [compileRule(config, grammar, code)];
}

function transformsOf(rules: readonly Rule[]): Codemod['languages'] {
  const of = (language: string): readonly Rule[] => rules.filter(({ grammar }) => FACTS[grammar].language === language);
  const [javascript, css, html] = [of('javascript'), of('css'), of('html')];
  return {
    ...(javascript.length === 0 ? {} : { javascript: rulesTransform(javascript) }),
    ...(css.length === 0 ? {} : { css: rulesTransform(css) }),
    ...(html.length === 0 ? {} : { html: rulesTransform(html) }),
  };
}

function nameOf(configs: readonly RuleConfig[], file: string): string {
  const [first] = configs;
  return configs.length === 1 && first !== undefined && NAME.test(first.id) ? first.id : nameAfter(file, 'rule');
}

function summaryOf(configs: readonly RuleConfig[], file: string): string {
  const [first] = configs;
  if (configs.length > 1 || first === undefined) return `${configs.length} ast-grep rules of ${path.basename(file)}.`;
  return first.message === '' ? `The ast-grep rule ${first.id}.` : first.message;
}

function codeOf(index: number): string {
  return `RULE${String(index + 1).padStart(3, '0')}`;
}

function docOf({ id, message, note, url }: RuleConfig): CodeDoc {
  return {
    title: message === '' ? `The rule ${id} matches` : message,
    cause: note ?? `The ast-grep rule ${id} matches here.`,
    remedy: url === undefined ? 'What the author of the rule says.' : `See ${url}.`,
  };
}
