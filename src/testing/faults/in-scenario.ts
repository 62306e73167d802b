import type { Scenario } from '../scenario.js';
import { inScratch } from '../scratch-folder.js';

/** Runs a test in a fresh tree of a scenario. */
export async function inScenario<T>(scenario: Scenario, test: (root: string) => Promise<T>): Promise<T> {
  return await inScratch({}, async (root) => {
    await scenario.prepare(root);
    return await test(root);
  });
}
