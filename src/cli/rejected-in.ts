import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Targets } from '../trees/targets.js';

/** The keys of what was rejected in a repository. What reads them is loaded only where there are any. */
export async function rejectedIn({ root }: Targets): Promise<ReadonlySet<string>> {
  if (!existsSync(path.join(root, '.codex', 'decisions.ndjson'))) return new Set();
  const { readRejections } = await import('../records/decisions-log.js');
  return new Set((await readRejections(root)).keys());
}
