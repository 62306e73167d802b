import type { NotedFile, ProjectChange, ProjectContext, ProjectFinding, ProjectTree } from 'codex-codemod';
import { homeOf } from './module-home.js';
import type { params } from './params.js';
import type { RepairNote } from './repair-note.js';
import { testText } from './test-text.js';

/** Makes one pytest file for each module that was repaired. A file that stands already is the engine's to judge. */
export async function* writeTests(
  tree: ProjectTree,
  context: ProjectContext<typeof params>,
): AsyncGenerator<ProjectChange | ProjectFinding> {
  const repaired = context.files.filter(({ changed, notes }) => changed && notes.length > 0);
  if (repaired.length === 0) return;
  const paths = new Set(await tree.paths());
  for (const file of repaired) yield* testOf(file, paths, context);
}

function* testOf(
  { path, notes }: NotedFile,
  paths: ReadonlySet<string>,
  context: ProjectContext<typeof params>,
): Generator<ProjectChange | ProjectFinding> {
  const own = notes.filter(isRepairNote);
  const unique = own.filter(({ title }, index) => own.findIndex((other) => other.title === title) === index);
  for (const { title, why } of unique) {
    if (why !== null) yield context.finding('POOL015', path, `No test was written for ${title}: ${why}`);
  }
  const testable = unique.filter(({ why }) => why === null);
  if (testable.length === 0) return;
  const home = homeOf(path, paths);
  if (home === null) {
    yield context.finding('POOL015', path, 'No test was written: a test could not import a module with this name');
    return;
  }
  yield {
    kind: 'create',
    path: home.testPath,
    text: testText(path, home, testable),
    reason: `Shows that what fails in ${path} leaves no broken connection in its pool.`,
  };
}

function isRepairNote(note: unknown): note is RepairNote {
  return typeof note === 'object' && note !== null && 'title' in note && 'held' in note;
}
