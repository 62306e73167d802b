// The twenty files by the whole command line: `codemod apply <this module>` does what the sample plan does.
import { type Codemod, defineCodemod, type ProjectYield, replaceRange } from '../../index.js';
import { DEEDS } from './twenty-files.js';

const REASON = 'The sample asks for it.';

function projectChange({ path, before, after, to, mode }: (typeof DEEDS)[number]): readonly ProjectYield[] {
  if (before === null) return [{ kind: 'create', path, text: after ?? '', reason: REASON, executable: mode === 0o755 }];
  if (after === null) return [{ kind: 'delete', path, reason: REASON }];
  return to === undefined ? [] : [{ kind: 'rename', path, to, reason: REASON }];
}

const codemod: Codemod = defineCodemod({
  name: 'twenty-files',
  version: '1.0.0',
  summary: 'Changes the twenty files of the fault tests.',
  params: {},
  codes: {},
  languages: {
    python: {
      needles: ['x = 1'],
      *transform(file, context) {
        const start = file.text.indexOf('x = 1');
        const at = { start, end: start + 'x = 1'.length };
        if (start >= 0) yield context.fix({ reason: REASON, at, edits: [replaceRange(file.text, at, 'x = 22')] });
      },
    },
  },
  async *project(tree) {
    if ((await tree.read('old.py')) !== null) yield* DEEDS.flatMap(projectChange);
  },
});

export default codemod;
