import { existsSync } from 'node:fs';
import path from 'node:path';
import { lockHeldError } from '../../apply/lock-held-error.js';
import { STATE_FOLDER } from '../../apply/state-names.js';
import { withWorkspace } from '../../apply/workspace.js';
import { nodeFileSystem } from '../../files/file-system.js';
import { RECORD_NAMES, seedRecords } from '../../records/seed.js';
import type { CommandStep } from './command-step.js';

/** The records exist: each is made once, with its header, and never cut. */
export const recordsStep: CommandStep = {
  async look({ targets }) {
    const missing = RECORD_NAMES.filter((name) => !existsSync(path.join(targets.root, STATE_FOLDER, name)));
    return { state: missing.length === 0 ? 'in place' : 'to do', detail: missing.join(', '), code: null, records: [] };
  },
  async run({ targets }) {
    const done = await withWorkspace(nodeFileSystem, targets.root, async ({ fs, state }) => {
      await seedRecords(fs, state);
      return { kind: 'seeded' as const };
    });
    if (done.kind === 'locked') throw lockHeldError(done.holder);
    return null;
  },
};
