import type { Stage } from '../../bulk/model/events.js';
import type { RepositoryRow } from '../../bulk/show/repository-row.js';
import { ExitCode } from '../exit-code.js';
import type { AnsweringCommand } from '../report/answer.js';
import type { FailOn } from './options.js';
import type { Ran } from './run-jobs.js';

/** The stages that a verb would go through again: where one of them has failed, it answers for it even if it ran nothing. */
const STAGES_OF: Partial<Record<AnsweringCommand, readonly Stage[]>> = {
  'bulk plan': ['plan'],
  'bulk update': ['plan'],
  'bulk publish': ['sign', 'publish'],
  'bulk sync': ['sync'],
  'bulk merge': ['merge'],
  'bulk close': ['close'],
  'bulk undo': ['undo'],
};

type Verdict = Pick<RepositoryRow, 'repo' | 'outcome' | 'cause' | 'left' | 'cannotUndo'>;

/** A verb answers for what it ran and was asked about, and for having stopped; not for what failed before at another stage. */
export function exitCodeOfVerb(
  command: AnsweringCommand,
  rows: readonly Verdict[],
  { interrupted, stopped, asked, touched }: Pick<Ran, 'interrupted' | 'stopped' | 'asked' | 'touched'>,
  failOn: FailOn | undefined,
): number {
  if (interrupted) return ExitCode.interrupted;
  const own = rows.filter(({ repo }) => asked.has(repo) || touched.has(repo));
  const stages = STAGES_OF[command] ?? [];
  // A cause with a stage is a failure: of the outcome, or of a question about what is out.
  const hasFailed = own.some(({ repo, cause }) => {
    return cause !== null && cause.stage !== null && (touched.has(repo) || stages.includes(cause.stage));
  });
  const isLeft = command === 'bulk undo' && own.some(({ cannotUndo }) => cannotUndo.length > 0);
  return stopped !== null || hasFailed || isLeft || isAsked(own, failOn) ? ExitCode.failed : ExitCode.done;
}

/**
 * Of what holds repositories up, what the verb has to tell: what it came upon, what it answers for, and what `--fail-on` asks about. The
 * rest was told by the verb that came upon it, and is told by `status`.
 */
export function ownTrouble<Row extends Verdict>(
  command: AnsweringCommand,
  rows: readonly Row[],
  { asked, touched }: Pick<Ran, 'asked' | 'touched'>,
  failOn: FailOn | undefined,
): readonly Row[] {
  const stages = STAGES_OF[command] ?? [];
  return rows.filter((row) => {
    const { repo, cause } = row;
    if (touched.has(repo)) return true;
    const isAnsweredFor = cause !== null && cause.stage !== null && stages.includes(cause.stage);
    return asked.has(repo) && (isAnsweredFor || isAsked([row], failOn));
  });
}

/** True where a repository stands as `--fail-on` says. */
export function isAsked(rows: readonly Verdict[], failOn: FailOn | undefined): boolean {
  if (failOn === undefined) return false;
  if (failOn === 'findings') return rows.some(({ left }) => Object.keys(left).length > 0);
  return rows.some(({ outcome }) => outcome === failOn);
}
