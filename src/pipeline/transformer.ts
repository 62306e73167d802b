import { messageOf } from '../core/errors.js';
import type { Wanted } from '../core/fix.js';
import type { FileFailure } from '../core/outcome.js';
import type { NotedFile } from '../core/project-stage.js';
import type { ProjectTree } from '../core/project-tree.js';
import { decodeSource, isSkip } from '../core/source-file.js';
import type { Told } from '../core/survey.js';
import { languageOf } from '../languages/registry.js';
import type { ProjectResult, SurveyResult, SurveyScope, ToldBy } from './messages.js';
import { NOTHING } from './no-project.js';
import { type PlacedCodemod, runProject } from './run-project.js';
import { NOTHING_SURVEYED, runSurvey } from './run-survey.js';
import { type FileTransform, failedTransform, transformFile } from './transform-file.js';

/** Told which file a survey works for; null: for none. */
export type OnHold = (path: string | null) => void;

/**
 * Runs transforms somewhere: in this process, or in children that hostile files may take down. Codemods are told by their
 * index in the list that the transformer was made with: a recipe may run one twice, with other parameters.
 */
export interface Transformer {
  /** @param told what surveys of these codemods have told of the file. */
  file(which: readonly number[], path: string, bytes: Uint8Array, told?: ToldBy): Promise<FileTransform>;
  /**
   * Runs the survey of a codemod. A file that does not survive it is a failure in the result.
   *
   * @param onHold told each file that the survey works for, see `SurveyContext`.
   */
  survey(which: number, tree: ProjectTree, scope: SurveyScope, onHold?: OnHold): Promise<SurveyResult>;
  /** Why a text that no transform has made cannot stand, or null when its language reads it; one of no language always can. */
  parse(path: string, bytes: Uint8Array): Promise<FileFailure | null>;
  project(which: number, tree: ProjectTree, files: readonly NotedFile[]): Promise<ProjectResult>;
  close(): Promise<void>;
}

/**
 * Transforms in the process that calls. For files that are trusted: fixtures, and the inside of a child.
 */
export function inProcess(codemods: readonly PlacedCodemod[], wanted: Wanted): Transformer {
  return {
    async file(which, path, bytes, told = new Map()) {
      const entry = languageOf(path);
      if (entry === null) return failedTransform({ code: 'engine-fault', message: 'no language handles this file' });
      const chosen = codemods.flatMap((bound, index) => (which.includes(index) ? [withTold(bound, told.get(index))] : []));
      try {
        return await transformFile(path, bytes, await entry.load(), chosen, wanted);
      } catch (thrown) {
        return failedTransform({ code: 'engine-fault', message: messageOf(thrown) });
      }
    },
    async parse(path, bytes) {
      const language = await languageOf(path)?.load();
      if (language === undefined) return null;
      const source = decodeSource(path, bytes, language.declaredEncoding(bytes));
      const parsed = isSkip(source) ? source : language.parse(source);
      return isSkip(parsed) ? { code: 'output-refused', message: parsed.message } : null;
    },
    async survey(which, tree, scope, onHold = () => {}) {
      const bound = codemods[which];
      return bound === undefined ? NOTHING_SURVEYED : await runSurvey(bound, tree, scope, onHold);
    },
    async project(which, tree, files) {
      const bound = codemods[which];
      if (bound === undefined) return NOTHING;
      return runProject(bound, tree, files, wanted);
    },
    async close() {},
  };
}

/** The same value where nothing is told: what is kept for a codemod is found by it. */
function withTold(bound: PlacedCodemod, told: Told | undefined): PlacedCodemod & { readonly told?: Told } {
  return told === undefined ? bound : { ...bound, told };
}
