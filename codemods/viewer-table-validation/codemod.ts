import { defineCodemod } from 'codex-codemod';
import { CODES } from './codes.js';
import * as javascript from './javascript/sieve.js';
import { transform as transformJavaScript } from './javascript/transform.js';
import { PARAMS } from './params.js';
import { project } from './project.js';
import { mayConcern, NEEDLES } from './sieve.js';
import { transform } from './transform.js';

export default defineCodemod({
  name: 'viewer-table-validation',
  version: '1.1.0',
  summary: 'Checks a table name before it is put into SQL: one that comes from the command line.',
  params: PARAMS,
  codes: CODES,
  // Safe and unsafe checks of one file share a function: the second fix finds the one that the first has made.
  passes: 3,
  languages: {
    python: { needles: NEEDLES, where: mayConcern, transform },
    javascript: { needles: javascript.NEEDLES, where: javascript.mayConcern, transform: transformJavaScript },
  },
  project,
});
