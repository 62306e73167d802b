import type { YamlData } from '../../languages/yaml/services.js';
import type { Job, Workflow } from '../workflow.js';
import { type EntryLines, entryLines } from './entry-lines.js';

/** What a workflow sets for all of its jobs, as pairs for one of them. */
export interface Carried {
  readonly lines: readonly string[];
  readonly data: Readonly<Record<string, YamlData>>;
  readonly extents: readonly EntryLines[];
}

const KEYS = ['permissions', 'env', 'defaults', 'concurrency'];

/** A text says why it cannot be carried over. */
export function carriedTo({ root, services, file }: Workflow, job: Job): Carried | string {
  const carried: { lines: string[]; data: Record<string, YamlData>; extents: EntryLines[] } = {
    lines: [],
    data: {},
    extents: [],
  };
  for (const [index, pair] of root.pairs.entries()) {
    const key = pair.key.kind === 'scalar' ? String(pair.key.value) : '';
    if (!KEYS.includes(key)) continue;
    const own = entryLines(file, root, index);
    if (own === null) return `its ${key} is not in block style`;
    if (services.pair(job.node, key) !== null) {
      // The permissions of a job stand for themselves; the others of its settings are merged with those of the workflow.
      if (key !== 'permissions') return `the workflow and its job ${job.id} both set ${key}`;
      continue;
    }
    if (job.calls !== '' && key !== 'permissions' && key !== 'concurrency')
      return `the job ${job.id} cannot set ${key}: it calls a workflow`;
    carried.lines.push(...own.lead, own.key, ...own.body);
    carried.data[key] = services.data(pair.value);
    carried.extents.push(own);
  }
  return carried;
}
