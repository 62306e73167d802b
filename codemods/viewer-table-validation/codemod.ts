import { defineCodemod } from 'codex-codemod';
import { CODES } from './codes.js';
import { PARAMS } from './params.js';
import { project } from './project.js';
import { mayConcern, NEEDLES } from './sieve.js';
import { transform } from './transform.js';

export default defineCodemod({
  name: 'viewer-table-validation',
  version: '1.0.0',
  summary: 'Checks a table name before it is put into SQL: one that comes from the command line.',
  params: PARAMS,
  codes: CODES,
  languages: { python: { needles: NEEDLES, where: mayConcern, transform } },
  project,
});
