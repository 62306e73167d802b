import * as v from 'valibot';
import { CodemodError } from '../core/errors.js';
import { unsafePath } from '../core/paths.js';
import type { FileStep } from './file-step.js';
import { isRunId } from './run-id.js';

/** Who had a file before the run, and its permission bits with set-id and sticky. */
export interface Ownership {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** A step as the journal keeps it. */
export interface RunStep extends FileStep {
  /** Of the file before the run; null when there was none. */
  readonly was: Ownership | null;
}

/**
 * `run.json` of a run's folder: what the run does, complete enough to finish it, to roll it back, to undo it and to
 * list it without any other file than the images. The bytes before step n are in `before/<n>`, n counting from 0.
 */
export interface RunFile {
  readonly codemodRun: 1;
  readonly id: string;
  /** Later runs of a repository have greater numbers, whatever the clock says. */
  readonly sequence: number;
  readonly kind: 'apply' | 'undo' | 'redo';
  /** The application that is undone or redone: never another undo or redo. */
  readonly of: string | null;
  /** UTC, ISO 8601. */
  readonly time: string;
  readonly tool: string;
  /** The identity of the plan carried out, which stands in `plan.json`; of an undo or redo, the plan of its application, without that file. */
  readonly plan: string | null;
  readonly codemods: readonly { readonly name: string; readonly version: string }[];
  readonly steps: readonly RunStep[];
  /** Folders that the run makes, outermost first. */
  readonly folders: readonly string[];
  /** Folders that go at the end if they are empty then, innermost first: those that an undone run had made. */
  readonly emptied: readonly string[];
  /** Paths of the run that is undone or redone which this one left as they were, because they had changed since. */
  readonly left: readonly string[];
}

const Path = v.pipe(
  v.string(),
  v.check((path) => unsafePath(path) === null, 'unsafe path'),
);
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Content = v.nullable(v.object({ sha256: Hash, size: Count, mode: Count }));
const RunId = v.pipe(v.string(), v.check(isRunId, 'not a run id'));

const RunFileSchema = v.object({
  codemodRun: v.literal(1),
  id: RunId,
  sequence: Count,
  kind: v.picklist(['apply', 'undo', 'redo']),
  of: v.nullable(RunId),
  time: v.string(),
  tool: v.string(),
  plan: v.nullable(Hash),
  codemods: v.array(v.object({ name: v.string(), version: v.string() })),
  steps: v.array(
    v.object({
      path: Path,
      before: Content,
      after: Content,
      was: v.nullable(v.object({ mode: Count, uid: Count, gid: Count })),
    }),
  ),
  folders: v.array(Path),
  emptied: v.array(Path),
  // Runs of versions that could not undo have none.
  left: v.optional(v.array(Path), []),
});

/** @throws CodemodError `journal-damaged` when the text is not a run's file. It comes from the repository: nothing in it is trusted. */
export function parseRunFile(text: string): RunFile {
  const parsed = v.safeParse(RunFileSchema, parseJson(text));
  if (parsed.success) return parsed.output;
  throw new CodemodError('journal-damaged', `run.json is damaged: ${parsed.issues[0].message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new CodemodError('journal-damaged', 'run.json is not JSON', { cause: thrown });
  }
}
