import * as v from 'valibot';
import { type Answer, bodyOf, type Exchange, type Route } from '../exchange.js';
import { addNames, closePull, createPull, deleteBranch, mergePull, reopenPull, updatePull } from '../pull-actions.js';
import { BOT, countWrite, type ForgePull, type ForgeRepository, pullsWhere } from '../world.js';
import { ofMergeRequest, ofProject, paged } from './gitlab-routes.js';
import { mergeRequestShape, pipelineShape, wholeMergeRequestShape } from './gitlab-shapes.js';

const IDS = v.nullish(v.array(v.number()));
/** A list, or one text with commas. */
const LABELS = v.nullish(v.union([v.array(v.string()), v.string()]));
const TEXT = v.nullish(v.string());

const Extras = {
  labels: LABELS,
  add_labels: LABELS,
  remove_labels: LABELS,
  assignee_ids: IDS,
  reviewer_ids: IDS,
  assignee_id: v.nullish(v.number()),
};
const NewMergeRequest = v.object({
  source_branch: v.pipe(v.string(), v.nonEmpty()),
  target_branch: v.pipe(v.string(), v.nonEmpty()),
  title: v.pipe(v.string(), v.nonEmpty()),
  description: TEXT,
  remove_source_branch: v.nullish(v.boolean()),
  squash: v.nullish(v.boolean()),
  ...Extras,
});
const ChangedMergeRequest = v.object({
  title: v.optional(v.pipe(v.string(), v.nonEmpty())),
  description: TEXT,
  target_branch: v.optional(v.string()),
  state_event: v.optional(v.picklist(['close', 'reopen'])),
  remove_source_branch: v.nullish(v.boolean()),
  squash: v.nullish(v.boolean()),
  ...Extras,
});
const Merge = v.object({
  sha: TEXT,
  squash: v.nullish(v.boolean()),
  merge_commit_message: TEXT,
  squash_commit_message: TEXT,
  should_remove_source_branch: v.nullish(v.boolean()),
});

const DRAFT = /^(?:\[draft\]|\(draft\)|draft:)\s*/i;

function list(exchange: Exchange, repository: ForgeRepository): Answer {
  const { query } = exchange;
  const state = query.get('state') ?? 'all';
  if (!['opened', 'closed', 'locked', 'merged', 'all'].includes(state)) {
    return { status: 400, body: { error: 'state does not have a valid value' } };
  }
  const filter = { head: query.get('source_branch'), base: query.get('target_branch') };
  const inState = pullsWhere(repository, { state: null, ...filter }).filter(
    (pull) => state === 'all' || mergeRequestShape(exchange, repository, pull).state === state,
  );
  const ordered = query.get('sort') === 'asc' ? inState.toReversed() : inState;
  return paged(exchange, ordered, (pull) => mergeRequestShape(exchange, repository, pull));
}

async function create(exchange: Exchange, repository: ForgeRepository): Promise<Answer> {
  const wanted = bodyOf(NewMergeRequest, exchange);
  if (repository.settings.archived) return { status: 403, body: { message: '403 Forbidden' } };
  const { source_branch: head, target_branch: base, title } = wanted;
  if (head === base) return { status: 422, body: { message: ["You can't use same project/branch for source and target"] } };
  const pull = { head, base, title, body: wanted.description ?? '', draft: DRAFT.test(title) };
  const made = await createPull(exchange, repository, pull, { needsCommits: false });
  switch (made.kind) {
    case 'created':
      setExtras(exchange, made.pull, wanted);
      return { status: 201, body: wholeMergeRequestShape(exchange, repository, made.pull) };
    case 'exists': {
      const message = `Another open merge request already exists for this source branch: !${made.pull.number}`;
      return { status: 409, body: { message: [message] } };
    }
    case 'no-head':
      return { status: 400, body: { message: { source_branch: ['does not exist'] } } };
    default:
      return { status: 400, body: { message: { target_branch: ['does not exist'] } } };
  }
}

type ExtraWishes = Readonly<Record<'labels' | 'add_labels' | 'remove_labels', v.InferOutput<typeof LABELS>>> &
  Readonly<Record<'assignee_ids' | 'reviewer_ids', v.InferOutput<typeof IDS>>>;

/** `labels` replaces those that are there. Numbers of nobody are left out, and nothing is said. */
function setExtras({ world }: Exchange, pull: ForgePull, wanted: Partial<ExtraWishes>): void {
  const names = (list: v.InferOutput<typeof LABELS>): readonly string[] =>
    (typeof list === 'string' ? list.split(',') : (list ?? [])).map((name) => name.trim()).filter((name) => name !== '');
  const people = (ids: readonly number[]): readonly string[] => ids.flatMap((id) => world.users[id - 1] ?? []);
  if (wanted.labels != null) pull.labels.splice(0, pull.labels.length, ...names(wanted.labels));
  addNames(pull.labels, names(wanted.add_labels));
  const removed = names(wanted.remove_labels);
  pull.labels.splice(0, pull.labels.length, ...pull.labels.filter((name) => !removed.includes(name)));
  if (wanted.assignee_ids != null) pull.assignees.splice(0, pull.assignees.length, ...people(wanted.assignee_ids));
  if (wanted.reviewer_ids != null) pull.reviewers.splice(0, pull.reviewers.length, ...people(wanted.reviewer_ids));
}

const EXTRAS = [
  ['label', 'labels'],
  ['label', 'add_labels'],
  ['label', 'remove_labels'],
  ['assignee', 'assignee_ids'],
  ['reviewer', 'reviewer_ids'],
] as const;

async function change(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Promise<Answer> {
  const wanted = bodyOf(ChangedMergeRequest, exchange);
  const { title, description, target_branch: base, state_event: event } = wanted;
  if (Object.values(wanted).every((value) => value == null))
    return { status: 400, body: { error: 'at least one parameter must be provided' } };
  if (event === 'reopen' && !(await reopenPull(repository, pull, BOT))) {
    return { status: 422, body: { message: { state: ['cannot be reopened'] } } };
  }
  if (event === 'close') closePull(repository, pull, BOT);
  updatePull(exchange.clock, repository, pull, { title, body: description ?? undefined, base });
  pull.draft = DRAFT.test(pull.title);
  setExtras(exchange, pull, wanted);
  const kinds = new Set(EXTRAS.filter(([, key]) => wanted[key] != null).map(([kind]) => kind));
  for (const kind of kinds) countWrite(repository, kind);
  return { status: 200, body: wholeMergeRequestShape(exchange, repository, pull) };
}

async function merge(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Promise<Answer> {
  const wanted = bodyOf(v.nullish(Merge, {}), exchange) ?? {};
  const method = wanted.squash === true ? 'squash' : 'merge';
  const message = wanted.merge_commit_message ?? `Merge branch '${pull.head}' into '${pull.base}'\n\n${pull.title}\n`;
  const end = await mergePull(repository, pull, { sha: wanted.sha ?? null, method, message, by: BOT });
  if (end === 'sha') return { status: 409, body: { message: `SHA does not match HEAD of source branch: ${pull.headCommit}` } };
  if (end === 'conflict') return { status: 422, body: { message: 'Branch cannot be merged' } };
  if (end !== 'merged') return { status: 405, body: { message: '405 Method Not Allowed' } };
  if (wanted.should_remove_source_branch === true) await deleteBranch(repository, pull.head);
  return { status: 200, body: wholeMergeRequestShape(exchange, repository, pull) };
}

function note(exchange: Exchange, repository: ForgeRepository, pull: ForgePull): Answer {
  const { body } = bodyOf(v.object({ body: v.pipe(v.string(), v.nonEmpty()) }), exchange);
  pull.comments.push({ author: BOT, body });
  countWrite(repository, 'comment');
  return { status: 201, body: { id: pull.comments.length, body, author: { username: BOT }, system: false } };
}

export const gitlabMergeRequestRoutes: readonly Route[] = [
  ofProject('GET', '/merge_requests', 'find-pull-requests', list),
  ofProject('POST', '/merge_requests', 'create-pull-request', create),
  ofMergeRequest('GET', '', 'get-pull-request', (exchange, repository, pull) => ({
    status: 200,
    body: wholeMergeRequestShape(exchange, repository, pull),
  })),
  ofMergeRequest('PUT', '', 'update-pull-request', change),
  ofMergeRequest('PUT', '/merge', 'merge-pull-request', merge),
  ofMergeRequest('PUT', '/rebase', 'rebase', () => ({ status: 202, body: { rebase_in_progress: true } })),
  ofMergeRequest('GET', '/notes', 'list-comments', (exchange, _, pull) =>
    paged(exchange, pull.comments, ({ author, body }) => ({ body, author: { username: author }, system: false })),
  ),
  ofMergeRequest('POST', '/notes', 'comment', note),
  ofMergeRequest('GET', '/pipelines', 'get-checks', (exchange, repository, pull) => {
    const pipeline = pipelineShape(repository, pull.headCommit);
    return paged(exchange, pipeline === null ? [] : [pipeline], (shape) => shape);
  }),
];
