import { countOf } from '../../core/count-of.js';
import type { PullRequestText } from '../forges/forge.js';
import type { PublishSettings } from '../model/campaign-spec.js';
import { planFacts } from '../units/plan-facts.js';
import { cutLine, cutSubject } from './cut.js';
import { fitBody } from './fit-body.js';
import { markerLine } from './marker.js';
import { quietCode, quietLine, quietProse } from './quiet.js';
import { reproduceText } from './reproduce.js';
import { fileTable, leftList, reasonList } from './sections.js';
import { BODY_PLACEHOLDERS, checkTemplate, fillTemplate, TITLE_PLACEHOLDERS } from './template.js';
import { askedName, type TextFacts } from './text-facts.js';

/** Characters. GitHub takes titles of 256, GitLab and Gitea of 255: for the words of whoever runs the campaign. */
const LONGEST_TITLE = 200;

export const DEFAULT_TITLE = '{{codemod}}: {{summary}}';

export const DEFAULT_BODY = `{{summary}}

{{fixes}} in {{files}}: {{lines}}.

### What changes, and why

{{reasons}}

### Files

{{file-table}}

{{left-list}}

### Make it yourself

{{reproduce}}

Campaign {{campaign}}, plan {{plan}}.
`;

const NEWS = `The change has been made anew. The description of this pull request is not the one that was last written for the campaign, so that it is left as it stands. What the change is now:

{{fixes}} in {{files}}: {{lines}}.

{{file-table}}

{{left-list}}

### Make it yourself

{{reproduce}}

Campaign {{campaign}}, plan {{plan}}.
`;

/** @throws CodemodError `config-invalid` for a placeholder that is not known. */
export function checkTemplates({ title, body }: Pick<PublishSettings, 'title' | 'body'>): void {
  checkTemplate('publish.title', title, TITLE_PLACEHOLDERS);
  checkTemplate('publish.body', body, BODY_PLACEHOLDERS);
}

/**
 * The title and body of a pull request. The templates are Markdown of whoever runs the campaign; what is put into them is text
 * that hosts show and do not obey. The body ends with the marker.
 *
 * @throws CodemodError `config-invalid` for a placeholder that is not known.
 */
export function pullRequestText(templates: Pick<PublishSettings, 'title' | 'body'>, facts: TextFacts): PullRequestText {
  checkTemplates(templates);
  const counts = planFacts(facts.plan, facts.images);
  // A title goes on behind it.
  const summary = (): string => quietLine(facts.summary).replace(/\.$/, '');
  const title = fillTemplate(templates.title, valuesOf(facts, counts, quietLine, quietLine).set('summary', summary))
    .replace(/\s+/g, ' ')
    .trim();
  const bare = title.replace(/[\s:.]+$/, '');
  // Our own becomes the subject of a commit where the request is squashed.
  const short = templates.title === DEFAULT_TITLE ? cutSubject(bare) : cutLine(bare, LONGEST_TITLE);
  return { title: short, body: filledBody(templates.body, facts, counts) };
}

/** The comment that tells what is new where the body is left as a person has made it. It ends with the marker, too. */
export function newsComment(facts: TextFacts): string {
  return filledBody(NEWS, facts, planFacts(facts.plan, facts.images));
}

function filledBody(template: string, facts: TextFacts, counts: ReturnType<typeof planFacts>): string {
  const { campaign, plan, shard } = facts;
  const sections = new Map([
    ...valuesOf(facts, counts, quietProse, quietCode),
    ['reasons', () => reasonList(facts)],
    ['file-table', () => fileTable(facts)],
    ['left-list', () => leftList(facts)],
    ['reproduce', () => reproduceText(plan, shard)],
  ]);
  const body = fillTemplate(template, sections)
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
  return fitBody(body, markerLine({ campaign, plan: counts.plan, shard }));
}

function valuesOf(
  facts: TextFacts,
  counts: ReturnType<typeof planFacts>,
  asProse: (text: string) => string,
  asName: (text: string) => string,
): Map<string, () => string> {
  const number = (count: number): string => count.toLocaleString('en-US');
  return new Map<string, () => string>([
    ['codemod', () => asName(askedName(facts.plan))],
    ['summary', () => asProse(facts.summary)],
    ['campaign', () => asName(facts.campaign)],
    ['repo', () => asName(facts.repo)],
    ['base', () => asName(facts.base)],
    ['shard', () => facts.shard],
    ['plan', () => asName(counts.plan.slice(0, 12))],
    ['files', () => countOf(counts.files, 'file')],
    ['fixes', () => (counts.fixes === 1 ? '1 fix' : `${number(counts.fixes)} fixes`)],
    ['lines', () => `${countOf(counts.added, 'line')} added, ${number(counts.removed)} removed`],
    ['added', () => number(counts.added)],
    ['removed', () => number(counts.removed)],
    ['left', () => number(facts.plan.left.length)],
  ]);
}
