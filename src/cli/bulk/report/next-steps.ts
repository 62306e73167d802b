import type { Publisher } from '../../../bulk/jobs/job.js';
import { runningText } from '../../../bulk/show/at-hand.js';
import type { Overview } from '../../../bulk/show/overview.js';
import { visibleLine } from '../../../core/display.js';
import { quoted } from '../../../core/quoted.js';
import { drawCommand } from '../../report/prose.js';
import type { BulkCommand } from '../command-line.js';
import { type SelectingOptions, selectionWords } from '../options.js';

/** What can be done next, and how it is typed. */
export interface BulkStep {
  readonly text: string;
  readonly words: readonly string[];
}

const SHOW_REASONS = ['show', '--by', 'reason'];

/** Steps that are told at once: more would not be read. */
const MOST = 3;

/** The next steps of a campaign, the most urgent first. */
export function nextBulkSteps(overview: Overview): readonly BulkStep[] {
  const { running, unfinished, stopped } = overview;
  // Whatever else could be done would be refused as long as that goes on.
  if (running !== null) return [{ text: `${runningText(running)} To watch it in a browser:`, words: ['serve'] }];
  if (unfinished !== null) return [{ text: `\`${unfinished}\` was cut off. To go on from there:`, words: ['resume'] }];
  if (stopped === null) {
    const steps = [...planAnewSteps(overview), ...publishSteps(overview), ...retrySteps(overview)].slice(0, MOST);
    return steps.length > 0 ? steps : againSteps(overview);
  }
  return [...stoppedSteps(overview, stopped.wave), ...retrySteps(overview)].slice(0, MOST);
}

/** The campaign's own wish is known: nobody has to type it once more. */
function planAnewSteps({ toPlanAnew }: Overview): readonly BulkStep[] {
  return toPlanAnew === 0 ? [] : [{ text: 'To plan anew what was planned by another wish:', words: ['resume'] }];
}

/** Whoever took it back is not asked for it, unless there is nothing else to do. */
function againSteps(overview: Overview): readonly BulkStep[] {
  const { toApproveAnew, toPublishAnew } = overview;
  if (toApproveAnew > 0)
    return [{ text: 'To approve once more what was taken back:', words: ['approve', '--outcome', 'undone'] }];
  if (toPublishAnew === 0) return [];
  return [
    { text: 'To publish once more what was closed:', words: ['publish', '--outcome', 'undone', publishing(overview).flag] },
  ];
}

/** Publishing without naming a wave asks for the checks of this one anew; after any other cause, it would stop there again. */
function stoppedSteps(overview: Overview, stoppedIn: number): readonly BulkStep[] {
  const { flag } = publishing(overview);
  if (isOnlyPending(overview)) {
    return [
      { text: 'To ask the hosts how the pull requests are:', words: ['sync'] },
      { text: 'To wait for the checks once more, and go on:', words: ['publish', flag] },
    ];
  }
  const next = waveAfter(overview, stoppedIn, 'toPublish');
  return [
    { text: 'To see what went wrong:', words: SHOW_REASONS },
    ...(next === null
      ? approveStep(overview, waveAfter(overview, stoppedIn, 'toApprove'))
      : [{ text: 'After looking into it, to go on:', words: ['publish', '--wave', String(next), flag] }]),
  ];
}

/** The wave itself where something of it is left, else the next one, else one before; null where nothing is left anywhere. */
function waveAfter({ waves }: Overview, from: number, what: 'toPublish' | 'toApprove'): number | null {
  const left = waves.filter((wave) => wave[what] > 0);
  return (left.find(({ wave }) => wave >= from) ?? left[0])?.wave ?? null;
}

/** Nothing went wrong: checks have not ended. */
function isOnlyPending({ counts, causes, pullRequests }: Overview): boolean {
  const bad = pullRequests.failing + counts.failed + counts['closed-by-human'] + causes.length;
  return pullRequests.pending > 0 && bad === 0;
}

const PUBLISHING = {
  patch: { flag: '--patch', text: 'To write patches of what is approved:' },
  branch: { flag: '--branch-only', text: 'To push branches of what is approved:' },
  'pull-request': { flag: '--pr', text: 'To open pull requests for what is approved:' },
} as const;

export type PublishingFlag = (typeof PUBLISHING)[Publisher]['flag'];

/** As it was published before; else pull requests. Where no host has them, they would be refused. */
export function publishing({ publisher, hasForge }: Pick<Overview, 'publisher' | 'hasForge'>): (typeof PUBLISHING)[Publisher] {
  const asked = publisher ?? 'pull-request';
  return PUBLISHING[asked === 'pull-request' && !hasForge ? 'branch' : asked];
}

function publishSteps(overview: Overview): readonly BulkStep[] {
  const { pullRequests, toPublish, toOffer } = overview;
  const { flag, text } = publishing(overview);
  const before = [
    ...planSteps(overview),
    ...(toPublish > 0
      ? [{ text: isApproved(overview) ? text : TAKING_BACK, words: ['publish', ...pastStops(overview), flag] }]
      : []),
    ...(toPublish === 0 && toOffer > 0
      ? [{ text: 'To open pull requests for the branches:', words: ['publish', PUBLISHING['pull-request'].flag] }]
      : []),
    ...(pullRequests.lacking > 0
      ? [{ text: 'To see what could not be set at pull requests:', words: ['show', '--by', 'repo'] }]
      : []),
  ];
  return [
    ...before,
    ...approveSteps(overview, MOST - before.length),
    ...(pullRequests.passed > 0 ? [{ text: 'To merge what has passed its checks:', words: ['merge'] }] : []),
    ...syncSteps(overview),
  ];
}

const TAKING_BACK = 'To take back what is out and has nothing to change any more:';

/** False where all that is to be published has nothing to change any more. */
function isApproved({ toDo }: Overview): boolean {
  return toDo.some(({ outcome, toPublish }) => toPublish > 0 && outcome !== 'no-change');
}

/** What a limit has left, or nobody has begun with. */
function planSteps({ counts: { waiting, selected }, toPlanAnew }: Overview): readonly BulkStep[] {
  // Planning anew does both.
  if (waiting === 0 || toPlanAnew > 0) return [];
  const which = `${waiting.toLocaleString('en-US')} ${waiting === 1 ? 'is' : 'are'} not planned yet. To plan ${waiting === 1 ? 'it' : 'them'}:`;
  return [{ text: waiting === selected ? 'To look at every repository:' : which, words: ['resume'] }];
}

/** The wave to publish, where publishing all of them would stop before it. */
function pastStops({ waves }: Overview): readonly string[] {
  const next = waves.find(({ toPublish }) => toPublish > 0);
  const isBehind = next !== undefined && waves.some(({ wave, stops }) => stops && wave < next.wave);
  return isBehind ? ['--wave', String(next.wave)] : [];
}

function syncSteps({ counts, pullRequests, toPublish, toOffer }: Overview): readonly BulkStep[] {
  if (pullRequests.open > 0) return [{ text: 'To ask the hosts how the pull requests are:', words: ['sync'] }];
  const isOver = toPublish + toOffer === 0;
  return counts.pushed > 0 && isOver ? [{ text: 'To ask the hosts how the branches are:', words: ['sync'] }] : [];
}

/** @param most that there is room for; the last of them is the one that leads on. */
function approveSteps(overview: Overview, most: number): readonly BulkStep[] {
  const approve = approveStep(overview, waveAfter(overview, 0, 'toApprove'));
  if (approve.length === 0) return [];
  const looking = [
    { text: 'To see what would change:', words: ['show', '--by', 'shape'] },
    { text: 'To decide hunk by hunk in a browser:', words: ['review'] },
  ];
  return [...looking.slice(0, Math.max(0, most - 1)), ...approve];
}

/** With waves, one after the other. */
function approveStep({ waves }: Overview, wave: number | null): readonly BulkStep[] {
  if (wave === null) return [];
  return waves.length > 1
    ? [{ text: `To approve all of wave ${wave}:`, words: ['approve', '--wave', String(wave)] }]
    : [{ text: 'To approve all of it:', words: ['approve', '--all'] }];
}

function retrySteps({ causes }: Overview): readonly BulkStep[] {
  const passing = causes.flatMap(({ outcome, code, transient }) => (outcome === 'failed' && transient ? [code] : []));
  return [...new Set(passing)].map((code) => ({ text: `To try again what failed with ${code}:`, words: retryWords(code) }));
}

/** What tries again the repositories that failed so. */
export function retryWords(code: string): readonly string[] {
  return ['retry', '--where', quoted(`code=${code}`)];
}

/** The command that tells every cause in full; null where it is one of the steps. */
export function showReasons(steps: readonly BulkStep[], command: BulkCommand, selecting: SelectingOptions = {}): string | null {
  if (steps.some(({ words }) => SHOW_REASONS.every((word, index) => words[index] === word))) return null;
  return visibleLine(command(...SHOW_REASONS, ...selectionWords(selecting)));
}

/** The same steps, of the repositories that were asked about and no others. */
export function stepsWithin(steps: readonly BulkStep[], selecting: SelectingOptions): readonly BulkStep[] {
  if (selectionWords(selecting).length === 0) return steps;
  return steps.map(({ text, words }) => {
    // What was cut off is gone on with as it was called; the page shows the whole campaign.
    if (words.includes('resume') || words.includes('serve')) return { text, words };
    // What the step itself names is a part of what was asked about.
    const { wave, where, ...rest } = selecting;
    const others = {
      ...rest,
      ...(wave === undefined || words.includes('--wave') ? {} : { wave }),
      ...(where === undefined || words.includes('--where') ? {} : { where }),
    };
    return { text, words: [...words.filter((word) => word !== '--all'), ...selectionWords(others)] };
  });
}

/** @param before stands in front of them, where there are some. */
export function drawNextSteps(steps: readonly BulkStep[], command: BulkCommand, columns: number, before = ''): string {
  const lines = steps.map(({ text, words }) => drawCommand(visibleLine(text), visibleLine(command(...words)), columns));
  return lines.length === 0 ? '' : before + lines.join('');
}
