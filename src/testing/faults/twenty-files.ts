import type { Change } from '../../core/change.js';
import { create, modify, remove, rename, samplePlan } from '../sample-plan.js';
import type { SampleRun } from '../sample-run.js';

/** What happens to one file: its text before and after, null where there is none. `to` is its new name. */
interface Deed {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly to?: string;
  /** Permission bits; 644 where it is not told. */
  readonly mode?: number;
}

const FROM = 'x = 1';
const TO = 'x = 22';
const LONG = `# ${'long '.repeat(20)}\n`.repeat(800);

function edited(path: string, text: string, mode?: number): Deed {
  return { path, before: text, after: text.replace(FROM, TO), ...(mode === undefined ? {} : { mode }) };
}

function moved(path: string, to: string, text: string, mode?: number): Deed {
  return { path, to, before: text, after: text, ...(mode === undefined ? {} : { mode }) };
}

/** Nine files are changed, four made, three deleted and four renamed; some with odd modes, newlines, sizes and names. */
export const DEEDS: readonly Deed[] = [
  edited('a.py', 'x = 1\ny = 2\n'),
  edited('lib/crlf.py', 'x = 1\r\ny = 2\r\n'),
  edited('lib/no_end.py', 'y = 2\nx = 1'),
  edited('lib/run.py', '#!/usr/bin/env python3\nx = 1\n', 0o755),
  edited('lib/secret.py', 'x = 1\n', 0o600),
  edited('lib/long.py', `${LONG}x = 1\n${LONG}`),
  edited('lib/deep/er/unicode.py', 'x = 1  # é中😀\n'),
  edited('odd name é.py', 'x = 1\n'),
  edited('pages.py', '# one\n\f\nx = 1\n'),
  { path: 'made/one.py', before: null, after: 'one = 1\n' },
  { path: 'made/in/a/deep/folder.py', before: null, after: 'deep = 1\n' },
  { path: 'made/run.py', before: null, after: '#!/usr/bin/env python3\n', mode: 0o755 },
  { path: 'lib/made_empty.py', before: null, after: '' },
  { path: 'old.py', before: 'old = 1\n', after: null },
  { path: 'lib/old_run.py', before: 'old = 2\n', after: null, mode: 0o755 },
  { path: 'lib/old_blank.py', before: '\n', after: null },
  moved('from.py', 'to.py', 'moved = 1\n'),
  moved('lib/from_run.py', 'moved/to_run.py', 'moved = 2\n', 0o755),
  moved('lib/from_long.py', 'moved/far/to_long.py', LONG),
  moved('lib/from_secret.py', 'lib/to_secret.py', 'moved = 3\n', 0o600),
];

const KEPT: Deed = { path: 'keep.py', before: 'keep = 1\n', after: 'keep = 1\n' };

function changeOf({ path, before, after, to, mode = 0o644 }: Deed): Change {
  if (before === null) return create(path, after ?? '', mode);
  if (after === null) return remove(path, before, mode);
  return to === undefined ? modify(path, before, FROM, TO, mode) : rename(path, to, before, mode);
}

/** As `treeOf` shows it: the files, and the folders that they stand in. */
function treeWith(files: readonly (readonly [path: string, text: string, mode: number])[]): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  for (const [path, text, mode] of files) {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
      tree[path.slice(0, slash)] = 'folder 755';
    tree[path] = `file ${mode.toString(8)} ${Buffer.from(text).toString('latin1')}`;
  }
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const ALL = [...DEEDS, KEPT];
const OLD = ALL.flatMap(({ path, before, mode = 0o644 }) => (before === null ? [] : [[path, before, mode] as const]));
const NEW = ALL.flatMap(({ path, to = path, after, mode = 0o644 }) => (after === null ? [] : [[to, after, mode] as const]));

/** A run of twenty files, as the proof of issue 4 asks for it. */
export const TWENTY: SampleRun = {
  files: Object.fromEntries(OLD.map(([path, text]) => [path, text])),
  modes: Object.fromEntries(OLD.map(([path, , mode]) => [path, mode])),
  plan: samplePlan(DEEDS.map(changeOf)),
  entries: DEEDS.length,
  before: treeWith(OLD),
  after: treeWith(NEW),
};
