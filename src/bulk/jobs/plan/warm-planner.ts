import { canonicalJson } from '../../../core/plan.js';
import { childPool } from '../../../pipeline/child-pool.js';
import { type Gates, openGates } from '../../../pipeline/gates.js';
import type { LoadedCodemod } from '../../../pipeline/load-codemod.js';
import { neededToRun } from '../../../pipeline/permissions.js';
import type { IndexedCodemod } from '../../../pipeline/plan.js';
import type { Transformer } from '../../../pipeline/transformer.js';

/** Processes that parse and judge, kept from one repository to the next: to start them costs more than most repositories do. */
export interface WarmPlanner {
  readonly transformer: Transformer;
  readonly gates: Gates;
}

interface Warm {
  readonly key: string;
  readonly transformer: Transformer;
}

/** Repositories with parameters or rejections of their own need processes of their own: so many stay. */
const MOST_WARM = 2;

let warm: readonly Warm[] = [];
let gates: Gates | null = null;

/** Hands out the processes for one repository; what has not been used for longest is ended. One repository at a time. */
export async function withWarmPlanner<T>(
  codemods: readonly (LoadedCodemod & IndexedCodemod)[],
  threshold: 'safe' | 'unsafe',
  rejected: ReadonlySet<string>,
  use: (planner: WarmPlanner) => Promise<T>,
): Promise<T> {
  gates ??= openGates();
  const references = codemods.map(({ url, params }) => ({ url, params }));
  const key = canonicalJson({ references, threshold, rejected: [...rejected].sort() });
  const found = warm.find((one) => one.key === key);
  const allowed = neededToRun(codemods.map(({ codemod }) => codemod));
  const wanted = { threshold, rejected };
  const transformer = found?.transformer ?? childPool({ codemods: references, wanted, allowed, jobs: 1 });
  const all = [{ key, transformer }, ...warm.filter((one) => one.key !== key)];
  warm = all.slice(0, MOST_WARM);
  await Promise.all(all.slice(MOST_WARM).map((one) => one.transformer.close()));
  return await use({ transformer, gates });
}

/** Ends the processes that are kept. */
export async function coolDown(): Promise<void> {
  const [kept, judges] = [warm, gates];
  [warm, gates] = [[], null];
  await Promise.all([...kept.map(({ transformer }) => transformer.close()), judges?.close()]);
}
