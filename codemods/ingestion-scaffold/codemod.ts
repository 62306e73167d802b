import { defineCodemod } from 'codex-codemod';
import { codes } from './codes.js';
import { params } from './params.js';
import { writeScaffold } from './write-scaffold.js';

export default defineCodemod({
  name: 'ingestion-scaffold',
  version: '1.0.0',
  scope: 'repository',
  summary: 'A package that reads records (NDJSON, CSV, plain text), with an input contract, a README and tests.',
  params,
  codes,
  languages: {},
  project: writeScaffold,
});
