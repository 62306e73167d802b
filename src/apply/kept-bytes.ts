import type { ContentId } from '../core/change.js';
import { CodemodError } from '../core/errors.js';
import { groupBy } from '../core/group-by.js';
import { sha256 } from '../core/hash.js';
import type { Plan } from '../core/plan.js';
import { labelIn, withFolder } from '../files/folder.js';
import { readWhole } from '../files/write-new.js';
import { IMAGES } from './journal.js';
import { plannedBytes } from './kept-plan.js';
import { asCodemodError } from './recover.js';
import type { RunFile } from './run-file.js';
import type { Workspace } from './workspace.js';

/** Where bytes that once stood at a path can be found. */
export interface KeptBytes {
  readonly workspace: Workspace;
  /** The copies of the finished runs that may have them, best first: see {@link copiesOf}. */
  readonly copies: Copies;
  /** The application whose plan makes again what it had left, where its journal is still there. */
  readonly application: { readonly run: RunFile; readonly plan: Plan } | null;
}

/**
 * The bytes of a content that a path once had: out of the copies of any run, else made again by the plan.
 *
 * @returns null when the journal no longer has them.
 * @throws CodemodError `journal-damaged` when it should have them, and what it has is something else.
 */
export async function keptBytes(kept: KeptBytes, path: string, content: ContentId): Promise<Buffer | null> {
  const faults: unknown[] = [];
  for (const { run, index } of placesOf(kept.copies, path, content)) {
    try {
      return await readCopy(kept.workspace, run.id, index, content);
    } catch (thrown) {
      faults.push(thrown);
    }
  }
  const made = await madeAgain(kept, path).catch(() => null);
  if (made !== null && sha256(made) === content.sha256) return made;
  if (faults.length > 0) throw faults[0];
  return null;
}

interface Copy {
  readonly run: RunFile;
  readonly index: number;
  readonly path: string;
}

/** Copies by their content. */
export type Copies = ReadonlyMap<string, readonly Copy[]>;

/** The copies that runs have kept: looked through once, since an undo may ask for thousands. @param runs best first. */
export function copiesOf(runs: readonly RunFile[]): Copies {
  const copies = runs.flatMap((run) => run.steps.map(({ path, before }, index) => ({ run, index, path, before })));
  return groupBy(
    copies.filter(({ before }) => before !== null),
    ({ before }) => nameOf(before),
  );
}

function nameOf(content: ContentId | null): string {
  return `${content?.sha256} ${content?.size}`;
}

/** The path's own copies first: what another path had is the same bytes. */
function placesOf(copies: Copies, path: string, content: ContentId): readonly Copy[] {
  const all = copies.get(nameOf(content)) ?? [];
  return [...all.filter((copy) => copy.path === path), ...all.filter((copy) => copy.path !== path)];
}

/** The copies may have come with the repository: one that is a link, or not what its run promises, is never taken. */
async function readCopy(workspace: Workspace, run: string, index: number, content: ContentId): Promise<Buffer> {
  const { fs, runs } = workspace;
  const damaged = (cause?: unknown): CodemodError => {
    const label = `${labelIn(runs, run)}/${IMAGES}/${index}`;
    return new CodemodError('journal-damaged', `${label}, the copy of an earlier content, is damaged or gone.`, { cause });
  };
  let bytes: Buffer;
  try {
    bytes = await withFolder(fs, runs, `${run}/${IMAGES}`, async (images) => {
      if (fs.look(images.at(String(index)))?.size !== content.size) throw damaged();
      return readWhole(fs, images, String(index), labelIn(images, String(index)));
    });
  } catch (thrown) {
    throw damaged(asCodemodError(thrown));
  }
  if (sha256(bytes) !== content.sha256) throw damaged();
  return bytes;
}

async function madeAgain({ workspace, application }: KeptBytes, path: string): Promise<Buffer | null> {
  if (application === null) return null;
  const { run, plan } = application;
  return await plannedBytes(plan, path, async (source) => {
    const index = run.steps.findIndex((step) => step.path === source);
    const before = run.steps[index]?.before ?? null;
    return before === null ? null : await readCopy(workspace, run.id, index, before);
  });
}
