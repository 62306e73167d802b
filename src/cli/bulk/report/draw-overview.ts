import { CAMPAIGNS } from '../../../bulk/campaign/campaign-folder.js';
import { PATCHES } from '../../../bulk/campaign/patch-name.js';
import { OUTCOMES, type RepositoryOutcome } from '../../../bulk/model/campaign-state.js';
import type { Overview, PullRequestCounts } from '../../../bulk/show/overview.js';
import { UNDONE_WORDS } from '../../../bulk/show/undone.js';
import { countOf, repositories } from '../../../core/count-of.js';
import { visibleLine } from '../../../core/display.js';
import { asTyped } from '../../invocation.js';
import { hangText, wrapProse } from '../../report/prose.js';
import { drawTable } from '../../report/table.js';
import type { Colors } from '../../terminal.js';
import { drawRejected } from './draw-rejected.js';
import { drawUndone } from './draw-undone.js';

/** What each outcome means, for who sees the word for the first time. */
export const MEANINGS: Readonly<Record<RepositoryOutcome, string>> = {
  waiting: 'not looked at yet',
  planned: 'would change',
  'no-change': 'nothing to change',
  skipped: 'left alone, with a reason',
  'needs-human': 'a person has to look',
  pushed: 'a branch was pushed',
  'pr-open': 'a pull request is open',
  merged: 'the change is in',
  'closed-by-human': 'a person closed it, or deleted the branch',
  undone: 'taken back',
  failed: 'not done, with a cause',
};

/** A campaign, or some of its repositories, in a few lines: the outcomes, which add up, its waves, and how its pull requests do. */
export function drawOverview(overview: Overview, columns: number, colors: Colors): string {
  const { campaign, asked, branch, inCampaign, files, added, removed } = overview;
  const what = campaign === asked ? campaign : `${campaign} (${asked})`;
  const title = `${visibleLine(what)}: ${repositories(inCampaign)}, branch ${visibleLine(branch)}`;
  const size = `${countOf(files, 'file')} to change, +${added.toLocaleString('en-US')} -${removed.toLocaleString('en-US')}`;
  return [
    wrapProse(title, columns).replace(visibleLine(what), colors.bold(visibleLine(what))),
    '\n',
    drawSelected(overview, columns),
    drawOutcomes(overview, columns, colors),
    files === 0 ? '' : `${wrapProse(size, columns)}\n`,
    drawWaves(overview),
    drawPullRequests(overview.pullRequests, columns),
    drawPatches(overview, columns),
    drawRejected(overview, columns),
    drawUndone(overview, columns, colors),
    drawStopped(overview, columns, colors),
  ].join('');
}

function drawSelected({ inCampaign, counts: { selected } }: Overview, columns: number): string {
  if (selected === inCampaign) return '';
  if (selected === 0) return 'None of them was selected.\n';
  const those = selected === 1 ? 'was selected; it alone is' : 'were selected; they alone are';
  return `${wrapProse(`${selected.toLocaleString('en-US')} of them ${those} told and counted:`, columns)}\n`;
}

function drawOutcomes(overview: Overview, columns: number, colors: Colors): string {
  const { counts } = overview;
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  const digits = Math.max(3, counts.selected.toLocaleString('en-US').length);
  const line = (name: string, count: number, abouts: readonly string[]): string => {
    const head = `  ${name.padEnd(15)}  ${count.toLocaleString('en-US').padStart(digits)}`;
    const fitting = abouts.map((about) => `${head}  ${about}`).find((full) => full.length <= columns);
    return `${fitting ?? head}\n`;
  };
  const rows = shown.map((outcome) => paintOf(outcome, colors)(line(outcome, counts[outcome], aboutsOf(outcome, overview))));
  return [...rows, colors.bold(line('selected', counts.selected, []))].join('');
}

/** What an outcome means, and what is to be done about it; after that what is shorter, for where it does not fit. */
function aboutsOf(outcome: RepositoryOutcome, { toDo, undone, partlyOut }: Overview): readonly string[] {
  const meaning = outcome === 'undone' ? aboutUndone(undone) : MEANINGS[outcome];
  const { toApprove, toPublish } = toDo.find((one) => one.outcome === outcome) ?? { toApprove: 0, toPublish: 0 };
  // What would change is to be approved anyway.
  const isAnew = toApprove > 0 && outcome !== 'planned';
  const parts = [
    ...(outcome === 'planned' && partlyOut > 0 ? [`${partlyOut.toLocaleString('en-US')} with a branch out already`] : []),
    ...(isAnew ? [`${toApprove.toLocaleString('en-US')} with a new plan, not approved`] : []),
    ...(toPublish > 0 ? [aboutToPublish(outcome, toPublish)] : []),
  ];
  if (parts.length === 0) return [meaning];
  return [[meaning, ...parts].join('; '), parts.join('; '), ...parts, meaning].filter((text) => text !== '');
}

/** Where nothing is to be changed any more, publishing closes and deletes what was offered before. */
function aboutToPublish(outcome: RepositoryOutcome, count: number): string {
  const number = count.toLocaleString('en-US');
  return outcome === 'no-change'
    ? `publish takes back ${number} that ${count === 1 ? 'is' : 'are'} out`
    : `${number} approved, not published yet`;
}

function aboutUndone(undone: Overview['undone']): string {
  const kinds = (['takenBack', 'reverting', 'closed'] as const).filter((how) => undone[how] > 0);
  const [only, ...more] = kinds;
  if (only !== undefined && more.length === 0) return UNDONE_WORDS[only];
  return kinds.map((how) => `${undone[how].toLocaleString('en-US')} ${AMONG_OTHERS[how]}`).join(', ');
}

/** The same in as few words as fit a line together. */
const AMONG_OTHERS: typeof UNDONE_WORDS = {
  takenBack: 'taken back',
  reverting: 'merged still (reverts opened)',
  closed: 'closed',
};

function paintOf(outcome: RepositoryOutcome, { green, red, yellow, dim }: Colors): (text: string) => string {
  if (outcome === 'failed') return red;
  if (outcome === 'needs-human' || outcome === 'closed-by-human') return yellow;
  if (outcome === 'no-change' || outcome === 'skipped' || outcome === 'waiting') return dim;
  return green;
}

const WAVE_HEAD = ['wave', 'selected', 'to change', 'approved', 'published', 'merged', 'closed', 'red', 'failed'];

/** One wave is the campaign itself. */
function drawWaves({ waves }: Overview): string {
  if (waves.length < 2) return '';
  const rows = waves.map(({ wave, selected, changed, approved, published, merged, closed, red, failed }) =>
    [wave, selected, changed, approved, published, merged, closed, red, failed].map(String),
  );
  const table = drawTable([WAVE_HEAD, ...rows], WAVE_HEAD.length);
  return `\n${table.replace(/^/gm, '  ').replace(/ +$/, '')}`;
}

function drawPullRequests(
  { open, passed, pending, failing, merged, closed, ...unset }: PullRequestCounts,
  columns: number,
): string {
  if (open + merged + closed === 0) return '';
  const checks = `${passed} passed, ${pending} pending, ${failing} failed, ${open - passed - pending - failing} none`;
  const parts = [open === 0 ? '0 open' : `${open} open (checks: ${checks})`, `${merged} merged`, `${closed} closed`];
  const lines = hangText('Pull requests: ', `${parts.join(', ')}.`, columns);
  return `\n${lines}${drawUnset(unset, columns)}`;
}

/** What was said there, as it was: it alone tells what to mend. */
function drawUnset(
  { lacking, reason, otherReasons }: Pick<PullRequestCounts, 'lacking' | 'reason' | 'otherReasons'>,
  columns: number,
): string {
  if (reason === null) return '';
  const one = otherReasons === 0 ? '' : ', for example';
  const text = `At ${countOf(lacking, 'open pull request')} a label, a reviewer or the like could not be set${one}: ${visibleLine(reason)}`;
  return `${wrapProse(text, columns)}\n`;
}

/** The folder is told as it is seen from where the command is run. */
function drawPatches({ patches, campaign }: Overview, columns: number): string {
  if (patches === 0) return '';
  const where = `${CAMPAIGNS}/${visibleLine(campaign)}/${PATCHES}/`;
  return `\n${wrapProse(`${countOf(patches, 'patch file')} for git apply: ${where}`, columns)}\n`;
}

export function drawStopped({ stopped }: Overview, columns: number, { yellow }: Colors): string {
  if (stopped === null) return '';
  const text = `The campaign has stopped by itself in wave ${stopped.wave}: ${visibleLine(stopped.reason)}`;
  return `\n${yellow(wrapProse(asTyped(text), columns))}\n`;
}
