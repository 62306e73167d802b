import { lockHeldError } from '../../apply/lock-held-error.js';
import { inventoryHash } from '../../inventory/format.js';
import { parseRoleRules } from '../../inventory/role-rules.js';
import { findStanding, standingHash } from '../../inventory/standing.js';
import { takeInventory } from '../../inventory/take-inventory.js';
import { writeInventory } from '../../inventory/write-inventory.js';
import type { Targets } from '../../trees/targets.js';
import type { Config } from '../recipe-schema.js';
import type { CommandStep } from './command-step.js';

/** The inventory is that of the files as they are. */
export const inventoryStep: CommandStep = {
  async look({ targets, config }) {
    const [standing, { entries }] = [await findStanding(targets.root), await take(targets, config)];
    const isFresh = standing !== null && standingHash(standing) === inventoryHash(entries);
    const detail = standing === null ? 'there is none' : isFresh ? '' : 'it is out of date';
    return { state: isFresh ? 'in place' : 'to do', detail, records: [] };
  },
  async run({ targets, config }) {
    const { entries } = await take(targets, config);
    const written = await writeInventory(targets.root, entries);
    if (written.kind === 'locked') throw lockHeldError(written.holder);
  },
};

/** Of the whole repository, whatever part of it the run looks at. */
function take(targets: Targets, { inventory }: Config): ReturnType<typeof takeInventory> {
  const roles = parseRoleRules((inventory.roles ?? []).map(({ glob, role }) => `${role}=${glob}`));
  return takeInventory({ ...targets, paths: [] }, { roles });
}
