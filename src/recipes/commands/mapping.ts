import { sha256 } from '../../core/hash.js';
import { CONFIG_FILE } from '../read-config.js';
import type { CommandStep } from './command-step.js';

/** The targets were looked for before anything else; what is missing is a question, and stops nothing. */
export const mappingStep: CommandStep = {
  async look({ mapping }) {
    const found = [...new Set(mapping.targets.map(({ role }) => role))].sort();
    return {
      state: 'in place',
      detail: found.length === 0 ? 'no target found' : `found: ${found.join(', ')}`,
      code: null,
      records: mapping.missing.map(({ role, code, message, question }) => ({
        phase: 'mapping',
        codemod: null,
        path: CONFIG_FILE,
        range: null,
        code,
        message,
        context: { sha256: sha256(role), role },
        question,
      })),
    };
  },
};
