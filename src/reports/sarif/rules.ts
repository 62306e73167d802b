import type { ReportingDescriptor } from 'sarif';
import type { CodeDoc } from '../../core/code-doc.js';
import { fencedBlock, markdownText } from '../../core/display.js';
import { docOf } from '../level.js';
import type { ReportFacts } from '../report-facts.js';
import { message } from './message.js';

/** Descriptors with their places in a list, by their ids. */
export interface Descriptors {
  readonly list: readonly ReportingDescriptor[];
  indexOf(id: string): number;
}

/** One rule a codemod, for its fixes, and one a code, for what is left to a person. */
export function rulesOf(facts: ReportFacts): Descriptors {
  const { plan } = facts;
  const codemods = plan.codemods.map(({ name, version }): ReportingDescriptor => {
    const summary = facts.summaries.get(name);
    const told = summary === undefined ? {} : { shortDescription: message(summary) };
    return { id: name, name, ...told, properties: { version } };
  });
  const found = plan.left.flatMap(({ kind, code }) => (kind === 'finding' || kind === 'withheld' ? [code] : []));
  return described([...codemods, ...codesOf(found, facts)]);
}

/** One a code of what was skipped or failed. */
export function notificationsOf(facts: ReportFacts): Descriptors {
  const found = facts.plan.left.flatMap(({ kind, code }) => (kind === 'skipped' || kind === 'failed' ? [code] : []));
  return described(codesOf(found, facts));
}

function described(all: readonly ReportingDescriptor[]): Descriptors {
  const byId = new Map(all.map((one) => [one.id, one]));
  const ids = [...byId.keys()];
  return { list: [...byId.values()], indexOf: (id) => ids.indexOf(id) };
}

function codesOf(codes: readonly string[], facts: ReportFacts): readonly ReportingDescriptor[] {
  return [...new Set(codes)].sort().map((code): ReportingDescriptor => {
    const doc = docOf(code, facts.codes);
    return doc === null ? { id: code } : { id: code, ...describe(doc) };
  });
}

function describe({ title, cause, remedy, example }: CodeDoc): Omit<ReportingDescriptor, 'id'> {
  const text = [cause, remedy, ...(example === undefined ? [] : [example])].join('\n\n');
  const markdown = [
    markdownText(cause),
    `**Remedy:** ${markdownText(remedy)}`,
    ...(example === undefined ? [] : [fencedBlock('', example)]),
  ].join('\n\n');
  return {
    shortDescription: message(title),
    fullDescription: message(cause),
    help: { ...message(text), markdown: markdown.replace(/[{}]/g, '$&$&') },
  };
}
