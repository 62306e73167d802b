import { preflight, preflightErrors } from '../../setup/preflight.js';
import type { CommandStep } from './command-step.js';

/** Tools that later steps use are there. What is missing is recorded, and stops nothing. */
export const preflightStep: CommandStep = {
  async look({ targets }) {
    const probes = await preflight(targets.root);
    const missing = probes.flatMap((probe) => (probe.kind === 'found' ? [] : [probe.name]));
    const records = preflightErrors(probes, { run: { id: '', time: '' }, step: null });
    return {
      state: missing.length === 0 ? 'in place' : 'open',
      detail: missing.length === 0 ? '' : `not to be had here: ${missing.join(', ')}`,
      records: records.map(({ ts: _, run: __, step: ___, ...record }) => record),
    };
  },
};
