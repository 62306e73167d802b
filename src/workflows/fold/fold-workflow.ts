import { isDeepStrictEqual } from 'node:util';
import { isSkip } from '../../core/source-file.js';
import { columnOf } from '../../languages/yaml/edits/lines.js';
import { dataOf } from '../../languages/yaml/read.js';
import type { YamlData } from '../../languages/yaml/services.js';
import { nodesOf } from '../../languages/yaml/walk.js';
import type { YamlMap, YamlPair } from '../../languages/yaml/yaml-file.js';
import type { Job, Workflow } from '../workflow.js';
import { carriedTo } from './carried.js';
import { type EntryLines, entryLines, outdented } from './entry-lines.js';
import { reasonOff } from './reason-off.js';

/** The jobs of a workflow as values for another one, as YAML text with their comments; or why they cannot be that exactly. */
export type Fold = { readonly jobs: Readonly<Record<string, string>> } | { readonly refused: string };

const KNOWN = new Set(['name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs']);
/** What has another value in another workflow. */
const OF_ITS_OWN = /github\.(?:workflow(?:_ref|_sha)?|event\.inputs)\b|\binputs\./;

/**
 * Makes the jobs of a workflow ready to stand in another: what the workflow sets for all of its jobs is set in each of them.
 * The texts are parsed and compared with what they come from, so that nothing is lost on the way.
 *
 * @param wakes true when `if: false` is taken off the jobs.
 */
export async function foldWorkflow(workflow: Workflow, wakes: boolean): Promise<Fold> {
  const reason = reasonOff(workflow);
  if (reason !== null) return { refused: `a comment says that it is off on purpose: ${reason}` };
  const why = whyNot(workflow);
  if (why !== null) return { refused: why };
  const folded: Folded[] = [];
  for (const job of workflow.jobs) {
    const one = foldJob(workflow, job, wakes);
    if (typeof one === 'string') return { refused: one };
    folded.push(one);
  }
  const spare = spareComments(
    workflow,
    folded.flatMap(({ extents }) => extents),
  );
  const jobs = folded.map(({ id, lines }, index) => [id, [...(index === 0 ? spare : []), ...lines].join('\n')] as const);
  const { parseYaml } = await import('../../languages/yaml/parse.js');
  for (const [index, [id, text]] of jobs.entries()) {
    const parsed = parseYaml({ path: 'job.yaml', text: `${text}\n`, encoding: 'utf-8', hasBom: false, newline: '\n' });
    const data = isSkip(parsed) ? null : dataOf(parsed.documents[0]?.contents ?? null, (node) => node);
    if (!isDeepStrictEqual(data, folded[index]?.data)) return { refused: `the job ${id} cannot be moved as it is written` };
  }
  return { jobs: Object.fromEntries(jobs) };
}

interface Folded {
  readonly id: string;
  readonly lines: readonly string[];
  readonly data: YamlData;
  readonly extents: readonly EntryLines[];
}

function whyNot({ root, services, file, triggers, jobs }: Workflow): string | null {
  const strange = root.pairs.find(({ key }) => key.kind !== 'scalar' || !KNOWN.has(String(key.value)));
  if (strange !== undefined)
    return `a job cannot have what the workflow sets with ${file.text.slice(strange.key.start, strange.key.end)}`;
  if (triggers.includes('workflow_call')) return 'other workflows may call it';
  const nodes = [...nodesOf(root)];
  if (nodes.some(({ kind, anchor, tag }) => kind === 'alias' || anchor !== null || tag !== null)) return 'it has anchors or tags';
  if (OF_ITS_OWN.test(file.text)) return 'it uses its own name or its own inputs, which have other values in another workflow';
  if (services.pair(root, 'concurrency') === null) return null;
  const [only, another] = jobs;
  if (only === undefined || another !== undefined) return 'its concurrency is that of several jobs together';
  return services.get(only.node, 'strategy') === null ? null : 'its concurrency is that of all jobs of the matrix together';
}

function foldJob(workflow: Workflow, job: Job, wakes: boolean): Folded | string {
  const { services, root, file } = workflow;
  const map = services.get(root, 'jobs');
  const own = map?.kind === 'map' ? entryLines(file, map, map.pairs.indexOf(job.pair)) : null;
  if (own === null || job.node === null || job.node.style !== 'block') return `the job ${job.id} is not in block style`;
  const carried = carriedTo(workflow, job);
  if (typeof carried === 'string') return carried;
  const awake = wakes ? withoutCondition(workflow, job) : { lines: null, removed: false };
  if (awake === null) return `a comment says why the job ${job.id} is off`;
  const step = columnOf(file.text, job.node.start) - columnOf(file.text, job.pair.start);
  const remark = /(?:^|\s)(#.*)$/.exec(own.key)?.[1];
  const body = (awake.lines ?? own).body.map((line) => outdented(line, step));
  const data: Record<string, YamlData> = Object.assign(Object.create(null), services.data(job.node), carried.data);
  if (awake.removed) delete data['if'];
  const lines = [...own.lead, ...(remark === undefined ? [] : [remark]), ...carried.lines, ...body];
  return { id: job.id, lines, data, extents: [own, ...carried.extents] };
}

/** The lines of a job without its `if`; null where comments go with it. */
function withoutCondition(
  { services, root, file }: Workflow,
  job: Job,
): { readonly lines: Pick<EntryLines, 'body'> | null; readonly removed: boolean } | null {
  const jobs = services.get(root, 'jobs');
  const index = indexOfPair(job.node, services.pair(job.node, 'if'));
  if (job.node === null || jobs?.kind !== 'map' || index < 0 || !job.isOff) return { lines: null, removed: false };
  const condition = entryLines(file, job.node, index);
  const whole = entryLines(file, jobs, jobs.pairs.indexOf(job.pair));
  if (condition === null || whole === null) return null;
  if (file.comments.some(({ start }) => start >= condition.start && start < condition.end)) return null;
  const before = file.text.slice(whole.start, condition.start).split('\n').length - 1 - whole.lead.length - 1;
  const count = file.text
    .slice(condition.start, condition.end)
    .replace(/\r?\n$/, '')
    .split('\n').length;
  return { lines: { body: whole.body.toSpliced(before, count) }, removed: true };
}

function indexOfPair(map: YamlMap | null, pair: YamlPair | null): number {
  return map === null || pair === null ? -1 : map.pairs.indexOf(pair);
}

/** Comments that stand with nothing that is carried over, so that they are not lost. */
function spareComments({ file }: Workflow, extents: readonly EntryLines[]): readonly string[] {
  return file.comments
    .filter(({ start }) => !extents.some((extent) => start >= extent.start && start < extent.end))
    .map(({ start, end }) => file.text.slice(start, end).trimEnd());
}
