import { defineCodemod } from 'codex-codemod';
import { codes } from './codes.js';
import { decideFile } from './decide-file.js';
import { transformJavaScript } from './javascript/transform.js';
import { params } from './params.js';
import { readFile } from './reading.js';
import { mayPool, NEEDLES } from './sieve.js';
import { writeTests } from './write-tests.js';

export default defineCodemod({
  name: 'sqlite-pool',
  version: '1.0.0',
  summary: 'Ends a pooled SQLite transaction when a statement fails: no broken connection is handed out again.',
  params,
  codes,
  languages: {
    python: {
      needles: NEEDLES,
      where: mayPool,
      *transform(file, context) {
        const { repairs, refusals } = decideFile(readFile(file, context));
        for (const { at, reason, caveat, edits, imports, note } of repairs) {
          const fix = { at, reason, edits, imports };
          yield context.fix(caveat === '' ? fix : { ...fix, applicability: 'unsafe', caveat });
          if (context.params['with-test']) yield context.note(note);
        }
        for (const { code, at, why } of refusals) {
          yield context.finding(code, at, why === undefined ? undefined : `${codes[code].title}: ${why}`);
        }
      },
    },
    javascript: transformJavaScript,
  },
  project: writeTests,
});
