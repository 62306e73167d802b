import { defineCodemod } from 'codex-codemod';
import { codes } from './codes.js';
import { decideFile } from './decide-file.js';
import { readFile } from './reading.js';
import { mayPool, NEEDLES } from './sieve.js';

export default defineCodemod({
  name: 'sqlite-pool',
  version: '1.0.0',
  summary:
    'Ends the transaction of a pooled SQLite connection when a statement fails, so that no broken one is handed out again.',
  params: {
    'with-test': {
      type: 'boolean',
      default: false,
      description: 'Also write a pytest file for each changed module that shows the repair at work.',
    },
  },
  codes,
  passes: 3,
  languages: {
    python: {
      needles: NEEDLES,
      where: mayPool,
      *transform(file, context) {
        const { repairs, refusals } = decideFile(readFile(file, context));
        for (const { at, reason, edits, imports } of repairs) yield context.fix({ at, reason, edits, imports });
        for (const { code, at, why } of refusals) {
          yield context.finding(code, at, why === undefined ? undefined : `${codes[code].title}: ${why}`);
        }
      },
    },
  },
});
