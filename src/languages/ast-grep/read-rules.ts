import { readChecked } from '../read-checked.js';
import { readYamlData } from '../yaml-data.js';
import { type RuleConfig, RuleConfigSchema } from './config-schema.js';

/**
 * The rules of a file: one, or several with `---` in between.
 *
 * @param label names the file in messages.
 * @throws CodemodError `rule-invalid`, with line and column, and the key.
 */
export function readRules(label: string, text: string): readonly RuleConfig[] {
  return documentsOf(text).map((document) => readChecked(label, document, RuleConfigSchema, { code: 'rule-invalid' }));
}

/** True for a YAML text that means to be a rule: it has one of the keys of a rule that no recipe has. */
export function isRuleText(text: string): boolean {
  const read = readYamlData(documentsOf(text)[0] ?? '');
  if (read.kind === 'fault') return /^(?:rule|language):/m.test(text);
  const { data } = read;
  return typeof data === 'object' && data !== null && ['rule', 'language'].some((key) => Object.hasOwn(data, key));
}

/**
 * The documents of a YAML text, each with blanks in the place of those before it, so that lines count alike. A line that begins with `---` ends
 * a document wherever it stands: https://yaml.org/spec/1.2.2/#rule-c-forbidden.
 */
function documentsOf(text: string): readonly string[] {
  const marks = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index);
  const starts = [0, ...marks.filter((mark) => mark > 0)];
  const documents = starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
  return documents
    .filter(({ start, end }) => /^\s*[^\s#]/m.test(text.slice(start, end).replace(/^---/, '')))
    .map(({ start, end }) => text.slice(0, start).replace(/[^\r\n]/g, ' ') + text.slice(start, end));
}
