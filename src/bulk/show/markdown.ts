import { countOf, repositories } from '../../core/count-of.js';
import { type Hunk, hunkHeader } from '../../core/diff.js';
import { codeSpan, fencedBlock } from '../../core/display.js';
import { codeCell, prose } from '../../reports/markdown/prose.js';
import { OUTCOMES } from '../model/campaign-state.js';
import { atHandText } from './at-hand.js';
import type { CauseGroup, LeftGroup } from './causes.js';
import type { Overview } from './overview.js';
import type { RepositoryRow } from './repository-row.js';
import type { ShapeRow } from './shapes.js';

/** Repositories that are named in one cell; the rest is counted. */
const NAMED = 10;

/** A campaign in Markdown, to be put into a ticket. Names and messages are data in it, whatever they are. */
export function markdownOverview(overview: Overview): string {
  const { campaign, asked, inCampaign, counts, causes, left, stopped } = overview;
  const some = counts.selected === inCampaign ? '' : `${counts.selected} of `;
  const atHand = atHandText(overview);
  const rows = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => [outcome, String(counts[outcome])]);
  return [
    `# Campaign ${codeSpan(campaign)}\n`,
    `${codeSpan(asked)} on ${some}${repositories(inCampaign)}.\n`,
    markdownTable(['outcome', 'repositories'], [...rows, ['**selected**', `**${counts.selected}**`]]),
    ...(atHand === null ? [] : [`${prose(atHand)}\n`]),
    ...(stopped === null ? [] : [`**The campaign has stopped by itself in wave ${stopped.wave}:** ${prose(stopped.reason)}\n`]),
    markdownCauses(causes),
    markdownLeft(left),
    markdownUndone(overview),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function markdownCauses(causes: readonly CauseGroup[]): string {
  if (causes.length === 0) return '';
  const rows = causes.map(({ outcome, code, transient, message, repos }) => {
    return [outcome, codeCell(code), transient ? 'yes' : 'no', String(repos.length), prose(message), named(repos)];
  });
  return `## Held up\n\n${markdownTable(['outcome', 'cause', 'may pass', 'repositories', 'what was said', 'which'], rows)}`;
}

function markdownLeft(left: readonly LeftGroup[]): string {
  if (left.length === 0) return '';
  const rows = left.map(({ code, places, repos }) => [codeCell(code), String(places), String(repos.length), named(repos)]);
  return `## Left to a person\n\n${markdownTable(['code', 'places', 'repositories', 'which'], rows)}`;
}

function markdownUndone({ reverts, cannotUndo }: Overview): string {
  const offered = reverts.map((url) => `- ${codeSpan(url)}\n`).join('');
  const rows = cannotUndo.map(({ repo, code, message }) => [codeCell(repo), codeCell(code), prose(message)]);
  const parts = [
    ...(reverts.length === 0 ? [] : [`## Reverts\n\nWhat was merged is in until they are merged.\n\n${offered}`]),
    ...(rows.length === 0 ? [] : [`## Not undone\n\n${markdownTable(['repository', 'cause', 'what was said'], rows)}`]),
  ];
  return parts.join('\n');
}

/** Every repository in one row. */
export function markdownRepositories(rows: readonly RepositoryRow[]): string {
  const head = ['repository', 'outcome', 'cause', 'wave', 'files', '+', '-', 'pull request'];
  const cells = rows.map(({ repo, outcome, cause, wave, files, added, removed, pullRequests, reverts }) => [
    codeCell(repo),
    outcome,
    cause === null ? '' : codeCell(cause.code),
    ...[wave, files, added, removed].map(String),
    [
      ...pullRequests.map(({ url, state }) => `${codeCell(url)} ${state}`),
      ...reverts.map((url) => `${codeCell(url)} revert`),
    ].join(', '),
  ]);
  return `## Repositories\n\n${markdownTable(head, cells)}`;
}

/** Edits that are alike, with an example each. */
export function markdownShapes(shapes: readonly ShapeRow[]): string {
  const parts = shapes.map(({ shape, repos, hunks, example }, index) => {
    const size = `${repositories(repos.length)}${hunks === null ? '' : `, ${countOf(hunks, 'hunk')}`}`;
    const title = `## ${index + 1}. ${size}\n\nShape ${codeSpan(shape)}, in ${named(repos)}.\n`;
    if (example === null) return title;
    const { repo, path, reason, parts: hunkParts } = example;
    return `${title}\n${prose(reason)} In ${codeSpan(repo)}, ${codeSpan(path)}:\n\n${fencedBlock('diff', diffOf(hunkParts))}\n`;
  });
  return parts.join('\n');
}

function diffOf(parts: readonly Hunk[]): string {
  return parts.map((hunk) => `${[hunkHeader(hunk), ...hunk.lines].join('\n')}\n`).join('');
}

function named(repos: readonly string[]): string {
  const more = repos.length > NAMED ? [`and ${repos.length - NAMED} more`] : [];
  return [...repos.slice(0, NAMED).map(codeCell), ...more].join(', ');
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('');
}
