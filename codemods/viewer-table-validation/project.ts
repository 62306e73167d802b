import type { ProjectChange, ProjectContext, ProjectTree } from 'codex-codemod';
import { type FileNote, readNotes } from './notes.js';
import type { PARAMS } from './params.js';
import { testPathFor } from './test-file/test-path.js';
import { testText } from './test-file/test-text.js';

type Finding = ReturnType<ProjectContext<typeof PARAMS>['finding']>;

/** Writes the tests that are asked for, and tells which values cross from one module's command line to another's SQL. */
export async function* project(
  tree: ProjectTree,
  context: ProjectContext<typeof PARAMS>,
): AsyncGenerator<ProjectChange | Finding> {
  const files = context.files.map(({ path, notes }) => ({ path, notes: readNotes(notes) }));
  yield* crossings(context, files);
  if (!context.params['with-test']) return;
  const paths = await tree.paths();
  for (const { path, notes } of files) {
    const helper = notes.findLast((note) => note.kind === 'helper');
    if (helper === undefined) continue;
    const testPath = testPathFor(path, paths);
    const reason = `It shows that ${path} refuses what is no table name.`;
    yield { kind: 'create', path: testPath, text: testText(path, testPath, helper.name, helper.flavour), reason };
  }
}

interface NotedPath {
  readonly path: string;
  readonly notes: readonly FileNote[];
}

/** One finding for each value and function: the SQL is in another file than the command line. */
function* crossings(context: ProjectContext<typeof PARAMS>, files: readonly NotedPath[]): Generator<Finding> {
  const seen = new Set<string>();
  for (const { path, notes } of files) {
    for (const note of notes) {
      if (note.kind !== 'passes') continue;
      const taken = takenBy(files, path, note);
      const key = `${path} ${note.label} ${note.target}`;
      if (taken === null || seen.has(key)) continue;
      seen.add(key);
      const message = `${note.label} goes to ${note.target} in line ${note.line}, which puts it into SQL text as a table (${taken.path}, line ${taken.line}); no check was seen on the way.`;
      yield context.finding('TBL002', path, message);
    }
  }
}

function takenBy(
  files: readonly NotedPath[],
  from: string,
  passed: FileNote & { kind: 'passes' },
): { path: string; line: number } | null {
  const name = passed.target.slice(passed.target.lastIndexOf('.') + 1);
  const module = passed.target.slice(0, passed.target.length - name.length);
  for (const { path, notes } of files) {
    if (!isModule(path, from, module)) continue;
    for (const note of notes) {
      const isSame = note.kind === 'takes' && note.name === name;
      if (isSame && (passed.argument === note.index || passed.argument === note.parameter)) return { path, line: note.line };
    }
  }
  return null;
}

/** True when an import in `from` of `module` (dotted, with a dot at its end) can mean the file at `path`. */
function isModule(path: string, from: string, module: string): boolean {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const rest = module
    .slice(dots)
    .split('.')
    .filter((part) => part !== '');
  const folder = from.split('/').slice(0, -1);
  const ends = rest.length === 0 ? ['__init__.py'] : [`${rest.join('/')}.py`, `${rest.join('/')}/__init__.py`];
  if (dots > 0) {
    const base = folder.slice(0, folder.length - (dots - 1));
    return ends.some((end) => path === [...base, end].join('/'));
  }
  return ends.some((end) => path === end || path === [...folder, end].join('/') || (rest.length > 1 && path.endsWith(`/${end}`)));
}
