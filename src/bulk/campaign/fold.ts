import { byCodeUnits } from '../../core/by-code-units.js';
import { PUBLISHERS } from '../jobs/job.js';
import type { CampaignState, RepositoryState, UnitState } from '../model/campaign-state.js';
import type { JournalEntry, PlannedUnit, Stage } from '../model/events.js';
import type { Target } from '../model/target.js';
import { CutOffVerbs } from './cut-off-verbs.js';
import { emptyUnit, foldUnit, narrowed, reconsidered, replanned, takenUp } from './fold-unit.js';
import { outcomeOf } from './outcome-of.js';

type Entry<E extends JournalEntry['event']> = Extract<JournalEntry, { event: E }>;
type OfRepository = Extract<JournalEntry, { repo: string }>;

/** Stages that are about what is out already: what is known of it stays true when one of them gets no answer. */
const WITHOUT_OUTCOME: ReadonlySet<Stage> = new Set(['sync', 'merge', 'close', 'undo']);

const ENDS_OF_PLAN: ReadonlySet<string> = new Set(['planned', 'no-change', 'skipped']);

/** The state of a campaign as the lines of its journal make it, one after the other. */
export class CampaignFold implements CampaignState {
  readonly repositories = new Map<string, RepositoryState>();
  publisher: CampaignState['publisher'] = null;
  stopped: CampaignState['stopped'] = null;
  unfinished: CampaignState['unfinished'] = null;
  reviewed = '';
  readonly wishes = new Map<string, string>();
  #wish: string | null = null;
  /** How the verb at hand publishes; it counts from its first job on. */
  #publisher: CampaignState['publisher'] = null;
  readonly #cutOff = new CutOffVerbs();

  add(entry: JournalEntry): void {
    switch (entry.event) {
      case 'began':
        this.#wish = entry.wish ?? null;
        this.#cutOff.begin({ verb: entry.verb, options: entry.options, at: entry.at });
        this.unfinished = this.#cutOff.last;
        this.#publisher = PUBLISHERS.find((one) => one === entry.options['publisher']) ?? null;
        if (entry.verb === 'publish') this.stopped = null;
        return;
      case 'ended':
        this.#cutOff.end(entry.verb);
        this.unfinished = this.#cutOff.last;
        return;
      case 'stopped':
        this.stopped = { wave: entry.wave, reason: entry.reason };
        return;
      case 'reviewed':
        this.reviewed = entry.until;
        return;
      case 'selected':
        this.repositories.set(entry.repo, selected(this.repositories.get(entry.repo), entry.target));
        return;
      default:
        this.#addTo(entry);
    }
  }

  #addTo(entry: Exclude<OfRepository, { event: 'selected' }>): void {
    const repository = this.repositories.get(entry.repo);
    if (repository === undefined) return;
    if (isPublishing(entry)) this.publisher = this.#publisher ?? this.publisher;
    if (this.#wish !== null && isEndOfPlan(entry)) this.wishes.set(entry.repo, this.#wish);
    if (entry.event === 'dropped' && repository.units.every(isUnpublished)) this.repositories.delete(entry.repo);
    else this.repositories.set(entry.repo, withOutcome({ ...folded(repository, entry, this.#wish), at: entry.at }));
  }
}

/** A job of it has begun, or could not be. */
function isPublishing(entry: OfRepository): boolean {
  return (entry.event === 'intent' || entry.event === 'failed') && (entry.stage === 'publish' || entry.stage === 'sign');
}

function isEndOfPlan(entry: OfRepository): boolean {
  return ENDS_OF_PLAN.has(entry.event) || (entry.event === 'failed' && entry.stage === 'plan');
}

function selected(repository: RepositoryState | undefined, target: Target): RepositoryState {
  if (repository !== undefined) return withOutcome({ ...repository, target, cause: withoutDropped(repository.cause) });
  return {
    ...{
      repo: target.repo,
      target,
      base: null,
      wish: null,
      outcome: 'waiting',
      cause: null,
      trouble: null,
      left: {},
      leftPlan: null,
      rejected: [],
      units: [],
    },
    ...{ intent: null, attempts: 0, at: '' },
  };
}

function withoutDropped(cause: RepositoryState['cause']): RepositoryState['cause'] {
  return cause?.code === 'target-dropped' ? null : cause;
}

function isUnpublished({ pushed, pullRequest }: UnitState): boolean {
  return pushed === null && pullRequest === null;
}

function withOutcome(repository: RepositoryState): RepositoryState {
  return { ...repository, outcome: outcomeOf(repository) };
}

/** @param wish of the verb at hand; null where that is not known. */
function folded(
  repository: RepositoryState,
  entry: Exclude<OfRepository, { event: 'selected' }>,
  wish: string | null,
): RepositoryState {
  switch (entry.event) {
    case 'intent':
      return { ...repository, intent: { stage: entry.stage, job: entry.job, attempt: entry.attempt } };
    case 'settled':
      return { ...repository, intent: null };
    case 'answered':
      return { ...repository, trouble: null };
    case 'dropped': {
      const message = 'The manifest names it no longer; what was published stands.';
      return { ...repository, cause: { stage: null, code: 'target-dropped', message, transient: false } };
    }
    case 'failed': {
      const { stage, code, message, transient } = entry;
      const told = { stage, code, message, transient };
      const attempts = transient ? repository.attempts + 1 : 0;
      return WITHOUT_OUTCOME.has(stage) ? { ...repository, trouble: told, attempts } : { ...repository, cause: told, attempts };
    }
    case 'skipped': {
      const { code, message } = entry;
      return { ...repository, cause: { stage: null, code, message, transient: false }, attempts: 0 };
    }
    case 'planned':
      return { ...planned(repository, entry, wish), wish };
    case 'no-change':
      return { ...noChange(repository, entry), wish };
    case 'rejected':
      return { ...repository, rejected: [...repository.rejected, rejectedHunk(entry)] };
    case 'reconsidered': {
      const keys = new Set(entry.keys);
      const units = repository.units.map((unit) => reconsidered(unit, keys));
      return { ...repository, rejected: without(repository.rejected, keys), units };
    }
    case 'narrowed':
      return withUnit(repository, entry.unit.shard, (unit) => narrowed(unit, entry.unit));
    case 'approved':
    case 'unapproved':
    case 'declined':
      return withUnit(repository, entry.shard, (unit) => foldUnit(unit, entry));
    default:
      return withUnit(succeeded(repository), entry.shard, (unit) => foldUnit(unit, entry));
  }
}

function rejectedHunk({ hunk, codemod, path, reason, keys, at }: Entry<'rejected'>): RepositoryState['rejected'][number] {
  return { hunk, codemod, path, reason, keys, at };
}

function without(rejected: RepositoryState['rejected'], keys: ReadonlySet<string>): RepositoryState['rejected'] {
  return rejected.map((one) => ({ ...one, keys: one.keys.filter((key) => !keys.has(key)) })).filter((one) => one.keys.length > 0);
}

/** What goes well takes the failure before it away. Why a repository is left alone stays: that its requests were looked at changes nothing. */
function succeeded(repository: RepositoryState): RepositoryState {
  return { ...repository, cause: repository.cause?.stage === null ? repository.cause : null, attempts: 0 };
}

/** A plan also takes away why the repository was left alone before. */
function wasPlanned(repository: RepositoryState): RepositoryState {
  return { ...repository, cause: null, attempts: 0 };
}

function planned(repository: RepositoryState, { base, units }: Entry<'planned'>, wish: string | null): RepositoryState {
  const isOther = repository.wish !== null && wish !== null && repository.wish !== wish;
  const before = isOther ? repository.units.map(takenUp) : repository.units;
  const left: Record<string, number> = {};
  for (const unit of units) for (const [code, count] of Object.entries(unit.left)) left[code] = (left[code] ?? 0) + count;
  return { ...wasPlanned(repository), base, left, leftPlan: null, units: replan(before, units) };
}

function noChange(repository: RepositoryState, { base, left, plan }: Entry<'no-change'>): RepositoryState {
  return { ...wasPlanned(repository), base, left, leftPlan: plan ?? null, units: replan(repository.units, []) };
}

/** Units that the plan has no more stay where something of theirs may stand at the remote. */
function replan(before: readonly UnitState[], now: readonly PlannedUnit[]): readonly UnitState[] {
  const shards = new Set([...before, ...now].map(({ shard }) => shard));
  return [...shards].sort(byCodeUnits).flatMap((shard) => {
    const unit = before.find((one) => one.shard === shard) ?? emptyUnit(shard);
    const next = replanned(unit, now.find((one) => one.shard === shard) ?? null);
    return next.planned === null && isUnpublished(next) ? [] : [next];
  });
}

function withUnit(repository: RepositoryState, shard: string, change: (unit: UnitState) => UnitState): RepositoryState {
  const isThere = repository.units.some((unit) => unit.shard === shard);
  const units = isThere ? repository.units : [...repository.units, emptyUnit(shard)];
  return { ...repository, units: units.map((unit) => (unit.shard === shard ? change(unit) : unit)) };
}
