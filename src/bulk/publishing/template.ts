import { CodemodError } from '../../core/errors.js';
import { didYouMean } from '../../core/suggest.js';

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Checks a template when a campaign is made, and not when its first pull request is.
 *
 * @param label names the template in messages: `publish.title`.
 * @throws CodemodError `config-invalid`.
 */
export function checkTemplate(label: string, template: string, known: readonly string[]): void {
  for (const [, name = ''] of template.matchAll(PLACEHOLDER)) {
    if (known.includes(name)) continue;
    const near = didYouMean(name, known) ?? `There are ${known.map((one) => `{{${one}}}`).join(', ')}.`;
    throw new CodemodError('config-invalid', `${label} has the placeholder {{${name}}}, which is not known. ${near}`);
  }
}

/** Each placeholder once: what a value brings along is none. */
export function fillTemplate(template: string, values: ReadonlyMap<string, () => string>): string {
  return template.replace(PLACEHOLDER, (all, name: string) => values.get(name)?.() ?? all);
}
