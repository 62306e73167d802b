import type { CauseGroup } from '../../../bulk/show/causes.js';
import { repositories } from '../../../core/count-of.js';
import { visibleLine } from '../../../core/display.js';
import { groupBy } from '../../../core/group-by.js';
import { wrapProse } from '../../report/prose.js';
import { wrapWords } from '../../report/wrap-words.js';
import type { Colors } from '../../terminal.js';
import { drawHelp, type GoingOn } from './what-helps.js';

/** Repositories that are named below a cause; the rest is counted. */
const NAMED = 5;
/** Messages that are told of one code; repositories with others are counted. */
const MESSAGES = 5;
const INDENT = '    ';

const TITLES: Readonly<Record<CauseGroup['outcome'], string>> = {
  failed: 'Failed',
  'needs-human': 'Needs a person',
  skipped: 'Skipped',
  dropped: 'No longer in the manifest',
};

/** What holds repositories up, by its cause, each with what was said, where, and what to do about it. */
export function drawCauses(causes: readonly CauseGroup[], goingOn: GoingOn, columns: number, colors: Colors): string {
  return drawByOutcome(causes, (alike) => drawCode(alike, goingOn, columns), colors);
}

/** @param draw what is said of the causes of one code. */
export function drawByOutcome(
  causes: readonly CauseGroup[],
  draw: (alike: readonly CauseGroup[]) => string,
  colors: Colors,
): string {
  const sections = (['failed', 'needs-human', 'skipped', 'dropped'] as const).map((outcome) => {
    const own = causes.filter((cause) => cause.outcome === outcome);
    if (own.length === 0) return '';
    const paint = outcome === 'failed' ? colors.red : outcome === 'needs-human' ? colors.yellow : colors.dim;
    const codes = [...groupBy(own, ({ code, transient }) => JSON.stringify([code, transient])).values()];
    return `\n${paint(TITLES[outcome])}\n${codes.map(draw).join('')}`;
  });
  return sections.join('');
}

/** The causes of one code: each that was said, then what helps against all of them. */
function drawCode(alike: readonly CauseGroup[], goingOn: GoingOn, columns: number): string {
  const [first] = alike;
  if (first === undefined) return '';
  const rest = alike.slice(MESSAGES).reduce((sum, { repos }) => sum + repos.length, 0);
  const more =
    rest === 0
      ? ''
      : `${wrapProse(`${visibleLine(first.code)}: ${repositories(rest)} more, for other reasons`, columns, '  ')}\n`;
  const help = drawHelp(first, first.outcome, ['--where', `code=${first.code}`], goingOn, columns - INDENT.length);
  return `${alike
    .slice(0, MESSAGES)
    .map((cause) => drawCause(cause, columns))
    .join('')}${more}${indented(help)}`;
}

function drawCause({ code, transient, message, repos }: CauseGroup, columns: number): string {
  const may = transient ? ', may pass by itself' : '';
  return [
    `${wrapProse(`${visibleLine(code)}: ${repositories(repos.length)}${may}`, columns, '  ')}\n`,
    ...wrapWords(visibleLine(message), columns - INDENT.length).map((line) => `${INDENT}${line}\n`),
    drawRepos(repos),
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
