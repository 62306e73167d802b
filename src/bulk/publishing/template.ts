import { CodemodError } from '../../core/errors.js';
import { didYouMean } from '../../core/suggest.js';

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What may stand in a title, and in a body as well. */
export const TITLE_PLACEHOLDERS = [
  ...['codemod', 'summary', 'campaign', 'repo', 'base', 'shard', 'plan'],
  ...['files', 'fixes', 'lines', 'added', 'removed', 'left'],
] as const;
export const BODY_PLACEHOLDERS = [...TITLE_PLACEHOLDERS, 'reasons', 'file-table', 'left-list', 'reproduce'] as const;

/** What a template has that nothing is put in for, as a sentence; null where there is nothing of the kind. */
export function templateFault(template: string, known: readonly string[]): string | null {
  for (const [, name = ''] of template.matchAll(PLACEHOLDER)) {
    if (known.includes(name)) continue;
    const near = (name === '' ? null : didYouMean(name, known)) ?? `There are ${known.map((one) => `{{${one}}}`).join(', ')}.`;
    return `It has the placeholder {{${name}}}, which is not known. ${near}`;
  }
  return null;
}

/**
 * Checks a template when a campaign is made, and not when its first pull request is.
 *
 * @param label names the template in messages: `publish.title`.
 * @throws CodemodError `config-invalid`.
 */
export function checkTemplate(label: string, template: string, known: readonly string[]): void {
  const fault = templateFault(template, known);
  if (fault !== null) throw new CodemodError('config-invalid', `${label}: ${fault}`);
}

/** Each placeholder once: what a value brings along is none. */
export function fillTemplate(template: string, values: ReadonlyMap<string, () => string>): string {
  return template.replace(PLACEHOLDER, (all, name: string) => values.get(name)?.() ?? all);
}
