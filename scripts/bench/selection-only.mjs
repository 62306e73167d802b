// A codemod that wants the files of sqlite-pool and parses none of them: what selection costs, and what starting costs.
import { defineCodemod } from '../../dist/src/index.js';

export default defineCodemod({
  name: 'selection-only',
  version: '1.0.0',
  summary: 'Selects files and changes nothing.',
  params: {},
  codes: {},
  languages: { python: { needles: ['sqlite3', 'aiosqlite', 'apsw'], where: () => false, *transform() {} } },
});
