import { defineCodemod } from 'codex-codemod';
import { codes } from './codes.js';
import { findExits } from './find-exits.js';
import { generatorEvents } from './find-generators.js';
import { javascript } from './javascript/transform.js';
import { judgeMethod } from './judge-method.js';
import { params, settingsOf } from './params.js';
import { writeTests } from './write-tests.js';

export default defineCodemod({
  name: 'session-exit-logging',
  version: '1.0.0',
  summary:
    '__exit__ and its like (close, [Symbol.dispose]) always try the end event: its failure hides no error and stops no clean-up.',
  params,
  codes,
  // In cleanup-only, one border between events and clean-up is made in a pass, and there are two at most.
  passes: 3,
  languages: {
    python: {
      needles: ['__exit__', '__aexit__', 'contextmanager'],
      *transform(file, context) {
        for (const method of findExits(file)) yield* judgeMethod(method, file, context);
        for (const { statement } of generatorEvents(file, context, settingsOf(context.params))) {
          yield context.finding('EXIT003', statement);
        }
      },
    },
    javascript,
  },
  project: writeTests,
});
