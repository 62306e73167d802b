import type { NotedFile, ProjectChange, ProjectContext, ProjectFinding, ProjectTree } from 'codex-codemod';
import { homeOf, type ModuleHome } from './module-home.js';
import type { params } from './params.js';
import type { RepairNote } from './repair-note.js';
import { testText } from './test-text.js';

/** Makes one pytest file for each module that was repaired. Files that stand already are the engine's to judge. */
export async function* writeTests(
  tree: ProjectTree,
  context: ProjectContext<typeof params>,
): AsyncGenerator<ProjectChange | ProjectFinding> {
  const repaired = context.files.filter(({ changed, notes }) => changed && notes.length > 0);
  if (repaired.length === 0) return;
  const paths = new Set(await tree.paths());
  for (const file of repaired) yield* testsOf(file, homeOf(file.path, paths), context);
}

function* testsOf(
  file: NotedFile,
  home: ModuleHome | null,
  context: ProjectContext<typeof params>,
): Generator<ProjectChange | ProjectFinding> {
  const repairs = file.notes.filter(isRepairNote);
  const whys = new Map(repairs.flatMap((repair) => (repair.events === null ? [[nameOf(repair), repair.why] as const] : [])));
  for (const [name, why] of whys) yield context.finding('EXIT009', file.path, `no test was written for ${name}: ${why}`);
  const testable = merge(repairs.filter((repair) => !whys.has(nameOf(repair))));
  if (testable.length === 0) return;
  if (home === null) {
    yield context.finding('EXIT009', file.path, 'no test was written: a test could not import a module with this name');
    return;
  }
  yield {
    kind: 'create',
    path: home.testPath,
    text: testText(file.path, home, testable, context.params.mode === 'cleanup-only'),
    reason: `Shows that a failing end event in ${file.path} hides no exception and stops no clean-up.`,
  };
}

/** One entry a method: of several repairs in it, all events fail together. */
function merge(repairs: readonly RepairNote[]): readonly RepairNote[] {
  const byMethod = new Map<string, RepairNote>();
  for (const repair of repairs) {
    const key = nameOf(repair);
    const known = byMethod.get(key);
    const events = [...(known?.events ?? []), ...(repair.events ?? [])];
    const cleanup = [...(known?.cleanup ?? []), ...repair.cleanup];
    byMethod.set(key, { ...repair, events, cleanup });
  }
  return [...byMethod.values()];
}

function nameOf({ className, method }: RepairNote): string {
  return `${className}.${method}`;
}

function isRepairNote(note: unknown): note is RepairNote {
  return typeof note === 'object' && note !== null && 'className' in note && 'events' in note;
}
