import type { CauseGroup, LeftGroup } from '../../../bulk/show/causes.js';
import { visibleLine } from '../../../core/display.js';
import { drawCommand, wrapProse } from '../../report/prose.js';
import { wrapWords } from '../../report/wrap-words.js';
import type { Colors } from '../../terminal.js';
import type { BulkCommand } from '../command-line.js';
import { retryWords } from './next-steps.js';
import { repositories } from './words.js';

/** Repositories that are named below a cause; the rest is counted. */
const NAMED = 5;
const INDENT = '    ';

const TITLES: Readonly<Record<CauseGroup['outcome'], string>> = {
  failed: 'Failed',
  'needs-human': 'Needs a person',
  skipped: 'Skipped',
  dropped: 'No longer in the manifest',
};

/** What holds repositories up, by its cause, each with what was said, where, and what to do about it. */
export function drawCauses(causes: readonly CauseGroup[], command: BulkCommand, columns: number, colors: Colors): string {
  const sections = (['failed', 'needs-human', 'skipped', 'dropped'] as const).map((outcome) => {
    const own = causes.filter((cause) => cause.outcome === outcome);
    if (own.length === 0) return '';
    const paint = outcome === 'failed' ? colors.red : outcome === 'needs-human' ? colors.yellow : colors.dim;
    return `\n${paint(TITLES[outcome])}\n${own.map((cause) => drawCause(cause, command, columns)).join('')}`;
  });
  return sections.join('');
}

function drawCause({ outcome, code, transient, message, repos }: CauseGroup, command: BulkCommand, columns: number): string {
  const may = transient ? ', may pass by itself' : '';
  const retry =
    outcome === 'failed' ? indented(drawCommand('Try again:', visibleLine(command(...retryWords(code))), columns - 4)) : '';
  return [
    `${wrapProse(`${visibleLine(code)}: ${repositories(repos.length)}${may}`, columns, '  ')}\n`,
    ...wrapWords(visibleLine(message), columns - INDENT.length).map((line) => `${INDENT}${line}\n`),
    drawRepos(repos),
    retry,
  ].join('');
}

/** One a line: names are there to be copied, and may be longer than a line. */
export function drawRepos(repos: readonly string[], indent = INDENT): string {
  const more = repos.length > NAMED ? [`and ${(repos.length - NAMED).toLocaleString('en-US')} more`] : [];
  return [...repos.slice(0, NAMED).map(visibleLine), ...more].map((line) => `${indent}${line}\n`).join('');
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, INDENT);
}

/** What plans leave to a person, by code. */
export function drawLeft(left: readonly LeftGroup[], explain: string, columns: number, { yellow }: Colors): string {
  if (left.length === 0) return '';
  const rows = left.map(({ code, places, repos }) => {
    const where = places === 1 ? '1 place' : `${places.toLocaleString('en-US')} places`;
    return `${wrapProse(`${visibleLine(code)}: ${where} in ${repositories(repos.length)}`, columns, '  ')}\n${drawRepos(repos)}`;
  });
  return `\n${yellow('Left to a person')}\n${rows.join('')}${drawCommand('What a code means:', explain, columns)}`;
}
