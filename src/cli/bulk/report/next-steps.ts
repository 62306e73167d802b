import type { Publisher } from '../../../bulk/jobs/job.js';
import type { Overview } from '../../../bulk/show/overview.js';
import { visibleLine } from '../../../core/display.js';
import { quoted } from '../../../core/quoted.js';
import { drawCommand } from '../../report/prose.js';
import type { BulkCommand } from '../command-line.js';

/** What can be done next, and how it is typed. */
export interface BulkStep {
  readonly text: string;
  readonly words: readonly string[];
}

/** Steps that are told at once: more would not be read. */
const MOST = 3;

/** The next steps of a campaign, the most urgent first. */
export function nextBulkSteps(overview: Overview): readonly BulkStep[] {
  const { unfinished, stopped } = overview;
  if (unfinished !== null) return [{ text: `\`${unfinished}\` was cut off. To go on from there:`, words: ['resume'] }];
  if (stopped === null) return [...publishSteps(overview), ...retrySteps(overview)].slice(0, MOST);
  const after = ['publish', '--wave', String(stopped.wave), publishing(overview).flag];
  return [
    isOnlyPending(overview)
      ? { text: 'To ask the hosts how the pull requests are:', words: ['sync'] }
      : { text: 'To see what went wrong:', words: ['show', '--by', 'reason'] },
    { text: 'After looking into it, to go on:', words: after },
    ...retrySteps(overview),
  ].slice(0, MOST);
}

/** Nothing went wrong: checks have not ended. */
function isOnlyPending({ counts, causes, pullRequests }: Overview): boolean {
  return pullRequests.pending > 0 && pullRequests.failing + counts.failed + causes.length === 0;
}

const PUBLISHING = {
  patch: { flag: '--patch', text: 'To write patches of what is approved:' },
  branch: { flag: '--branch-only', text: 'To push branches of what is approved:' },
  'pull-request': { flag: '--pr', text: 'To open pull requests for what is approved:' },
} as const;

/** As it was published before; else pull requests, where a host has them. */
export function publishing({ publisher, hasForge }: Pick<Overview, 'publisher' | 'hasForge'>): (typeof PUBLISHING)[Publisher] {
  return PUBLISHING[publisher ?? (hasForge ? 'pull-request' : 'branch')];
}

function publishSteps(overview: Overview): readonly BulkStep[] {
  const { counts, pullRequests, toPublish, toApprove } = overview;
  const { planned } = counts;
  const { flag, text } = publishing(overview);
  return [
    ...(counts.waiting > 0 && planned + counts['no-change'] === 0
      ? [{ text: 'To look at every repository:', words: ['resume'] }]
      : []),
    ...(toPublish > 0 ? [{ text, words: ['publish', flag] }] : []),
    ...(toApprove > 0
      ? [
          { text: 'To see what would change:', words: ['show', '--by', 'shape'] },
          { text: 'To decide hunk by hunk in a browser:', words: ['review'] },
          { text: 'To approve all of it:', words: ['approve', '--all'] },
        ]
      : []),
    ...(pullRequests.lacking > 0
      ? [{ text: 'To see what could not be set at pull requests:', words: ['show', '--by', 'repo'] }]
      : []),
    ...(pullRequests.passed > 0 ? [{ text: 'To merge what has passed its checks:', words: ['merge'] }] : []),
    ...(pullRequests.open > 0 ? [{ text: 'To ask the hosts how the pull requests are:', words: ['sync'] }] : []),
  ];
}

function retrySteps({ causes }: Overview): readonly BulkStep[] {
  const passing = causes.flatMap(({ outcome, code, transient }) => (outcome === 'failed' && transient ? [code] : []));
  return [...new Set(passing)].map((code) => ({ text: `To try again what failed with ${code}:`, words: retryWords(code) }));
}

/** What tries again the repositories that failed so. */
export function retryWords(code: string): readonly string[] {
  return ['retry', '--where', quoted(`code=${code}`)];
}

/** @param before stands in front of them, where there are some. */
export function drawNextSteps(steps: readonly BulkStep[], command: BulkCommand, columns: number, before = ''): string {
  const lines = steps.map(({ text, words }) => drawCommand(visibleLine(text), visibleLine(command(...words)), columns));
  return lines.length === 0 ? '' : before + lines.join('');
}
