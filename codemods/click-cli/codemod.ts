import { defineCodemod } from 'codex-codemod';
import { codes } from './codes.js';
import { params } from './params.js';
import { LIBRARIES, readFile } from './read-file.js';
import { writeCli } from './write-cli.js';

export default defineCodemod({
  name: 'click-cli',
  version: '1.0.0',
  scope: 'repository',
  summary: 'A click CLI for ingest, inventory, pool-check and verify; one that stands is extended.',
  params,
  codes,
  languages: {
    python: {
      needles: [...LIBRARIES, 'command', 'group'],
      *transform(file, context) {
        for (const note of readFile(file, context)) yield context.note(note);
      },
    },
  },
  project: writeCli,
});
