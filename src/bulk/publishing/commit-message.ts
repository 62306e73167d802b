import { countOf } from '../../core/count-of.js';
import { planId } from '../../core/plan.js';
import { fixesOf } from '../units/plan-facts.js';
import { cutLine, cutSubject, LONGEST_SUBJECT } from './cut.js';
import { markerLine } from './marker.js';
import { quietLine } from './quiet.js';
import { askedName, type TextFacts } from './text-facts.js';

/**
 * The message of a plan's commit: the same plan has the same. Nothing of the repository is in it, and no text of it can be a trailer.
 * It is the plan of the unit, as it is committed.
 */
export function commitMessage(facts: Pick<TextFacts, 'campaign' | 'shard' | 'plan' | 'summary'>): string {
  const { campaign, shard, plan, summary } = facts;
  const id = planId(plan);
  // Refuses names that would be more than one trailer.
  markerLine({ campaign, plan: id, shard });
  const fixes = plan.changes.reduce((sum, change) => sum + fixesOf(change), 0);
  const name = quietLine(askedName(plan));
  const said = quietLine(summary).replace(/\.$/, '');
  const subject = cutSubject(said === '' ? `Apply ${name}` : `${name}: ${said}`);
  const versions = plan.codemods.map((codemod) => `  ${quietLine(`${codemod.name} ${codemod.version}`)}`);
  const body = [
    `${fixes === 1 ? '1 fix' : `${fixes} fixes`} in ${countOf(plan.changes.length, 'file')}, made by codex-codemod ${quietLine(plan.tool)} with`,
    '',
    ...versions.map((line) => cutLine(line, LONGEST_SUBJECT)),
  ];
  const trailers = [`Codemod-Campaign: ${campaign}`, `Codemod-Plan: ${id}`, ...(shard === '' ? [] : [`Codemod-Shard: ${shard}`])];
  return `${subject}\n\n${body.join('\n')}\n\n${trailers.join('\n')}\n`;
}
