import type { OpenCampaign } from '../../bulk/campaign/open-campaign.js';
import { countRepositories } from '../../bulk/campaign/outcome-of.js';
import { requireTokens } from '../../bulk/hosts/secrets.js';
import type { Publisher } from '../../bulk/jobs/job.js';
import type { JournalEntry } from '../../bulk/model/events.js';
import { hostsWithToken } from '../../bulk/verbs/needed-tokens.js';
import { select } from '../../bulk/verbs/select.js';
import type { Selection, VerbContext, VerbReport } from '../../bulk/verbs/verb.js';
import { visibleLine } from '../../core/display.js';
import { type AnsweringCommand, eventLine } from '../report/answer.js';
import { drawCommand, wrapProse } from '../report/prose.js';
import type { Terminal } from '../terminal.js';
import { commandAt } from './campaign-at.js';
import { openEngine } from './open-engine.js';
import type { CommonOptions, RunningOptions } from './options.js';
import { beginningOf } from './report/beginning-of.js';
import { type RunningProgress, reportProgress, tellsOfJob } from './report-progress.js';
import { requireMatch } from './require-match.js';
import { takeOverReviews } from './take-over-reviews.js';

/** How a verb ended. */
export interface Ran extends VerbReport {
  readonly interrupted: boolean;
  /** The repositories that it was asked about, by their keys, and those that a job of it told of. */
  readonly asked: ReadonlySet<string>;
  readonly touched: ReadonlySet<string>;
}

interface Run {
  readonly command: AnsweringCommand;
  readonly campaign: OpenCampaign;
  readonly options: CommonOptions & RunningOptions;
  readonly selection: Selection;
  /** Of `publish`. */
  readonly publisher?: Publisher;
  /** Refuses, by throwing, what cannot be meant, before anything has begun. */
  readonly check?: () => void;
  /** Of `plan`: repositories that it works on at most. */
  readonly limit?: number;
  readonly terminal: Terminal;
}

/** Milliseconds that running jobs have to end when the verb does. */
const DEADLINE = 30_000;

/**
 * Runs a verb whose jobs an engine carries out, and tells how it is doing. Ctrl-C waits for no job that nobody has begun, and gives those
 * that run a while to end; a second one does not.
 */
export async function runWithEngine(run: Run, verb: (context: VerbContext) => Promise<VerbReport>): Promise<Ran> {
  const { campaign, options, terminal, command } = run;
  requireMatch(campaign.state, run.selection);
  await takeOverReviews(campaign);
  run.check?.();
  checkTokens(run);
  tellBeginning(run);
  const engine = await openEngine(campaign, options, (line) => terminal.err(`${visibleLine(line)}\n`));
  const controller = new AbortController();
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= engine.close(DEADLINE);
    return closing;
  };
  const stop = (): void => {
    if (controller.signal.aborted) {
      const resume = commandAt(process.cwd(), campaign.spec.name)('resume');
      terminal.err(`\n${drawCommand('To go on from there:', resume, terminal.columns)}`);
      process.exit(130);
    }
    controller.abort();
    const waiting = `Jobs that run have ${DEADLINE / 1000} seconds to end. Ctrl-C again ends them; nothing is lost.`;
    terminal.err(`\n${wrapProse(waiting, terminal.columns)}\n`);
    // What fails of it is told where it is waited for.
    close().catch(() => {});
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const progress = progressOf(run, () => engine.counts());
  const asked = new Set(select(campaign.state, run.selection).map(({ repo }) => repo));
  const touched = new Set<string>();
  const onEntry = (entry: JournalEntry): void => {
    if (tellsOfJob(entry)) touched.add(entry.repo);
    progress?.onEntry(entry);
    if (options.jsonLines === true) terminal.out(eventLine(command, 'entry', { entry }));
  };
  try {
    const context: VerbContext = {
      ...{ campaign: telling(campaign, onEntry), engine, signal: controller.signal },
      onWaiting: (waiting) => progress?.onWaiting(waiting),
    };
    const report = await verb(context);
    const interrupted = controller.signal.aborted;
    // Of a verb that was told to stop, most jobs have not begun.
    return { ...report, ran: interrupted ? Math.min(report.ran, touched.size) : report.ran, interrupted, asked, touched };
  } finally {
    progress?.stop();
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await close();
  }
}

/** Workers of a queue have tokens of their own, which are none of ours. @throws CodemodError `token-missing`, `token-invalid`. */
function checkTokens({ command, campaign, options, selection, publisher }: Run): void {
  if (options.engine === 'bullmq') return;
  const use = { verb: command.replace(/^bulk /, ''), publisher: publisher ?? null };
  requireTokens(hostsWithToken(campaign.spec, select(campaign.state, selection), use));
}

/** Where no line is written over, the first one about how it goes comes late: a log shows at once that something has begun. */
function tellBeginning({ command, campaign, options, selection, limit, terminal }: Run): void {
  const isNothing = command === 'bulk resume' && campaign.state.unfinished === null;
  if (options.quiet === true || isLive() || isNothing) return;
  const sentence = beginningOf(command, select(campaign.state, selection), limit);
  terminal.err(`${wrapProse(sentence, terminal.columns)}\n`);
}

function isLive(): boolean {
  return process.stderr.isTTY === true && process.env['TERM'] !== 'dumb';
}

function progressOf(
  { options, terminal, campaign, selection, limit = Number.POSITIVE_INFINITY }: Run,
  engineCounts: Parameters<typeof reportProgress>[0]['engineCounts'],
) {
  if (options.quiet === true) return null;
  const live = isLive();
  const total = Math.min(limit, select(campaign.state, selection).length);
  const show = (line: string): void => (live ? terminal.progress(line) : terminal.err(`${line}\n`));
  const counts = () => countRepositories(campaign.state.repositories.values());
  const progress: RunningProgress = reportProgress(
    { total: () => total, counts, engineCounts },
    { isLive: live, columns: terminal.columns, show },
  );
  return progress;
}

/** The same campaign, which tells of each line that it has written. */
function telling(campaign: OpenCampaign, onEntry: (entry: JournalEntry) => void): OpenCampaign {
  return {
    ...campaign,
    async append(events) {
      const entries = await campaign.append(events);
      for (const entry of entries) onEntry(entry);
      return entries;
    },
  };
}
