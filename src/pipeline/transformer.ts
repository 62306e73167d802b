import type { NotedFile, ProjectTree } from '../core/codemod.js';
import { messageOf } from '../core/errors.js';
import type { Wanted } from '../core/fix.js';
import type { FileFailure } from '../core/outcome.js';
import { decodeSource, isSkip } from '../core/source-file.js';
import { languageOf } from '../languages/registry.js';
import type { ProjectResult } from './messages.js';
import { NOTHING } from './no-project.js';
import { type PlacedCodemod, runProject } from './run-project.js';
import { type FileTransform, failedTransform, transformFile } from './transform-file.js';

/**
 * Runs transforms somewhere: in this process, or in children that hostile files may take down. Codemods are told by their
 * index in the list that the transformer was made with: a recipe may run one twice, with other parameters.
 */
export interface Transformer {
  file(which: readonly number[], path: string, bytes: Uint8Array): Promise<FileTransform>;
  /** Why a text that no transform has made cannot stand, or null when its language reads it; one of no language always can. */
  parse(path: string, bytes: Uint8Array): Promise<FileFailure | null>;
  project(which: number, tree: ProjectTree, files: readonly NotedFile[]): Promise<ProjectResult>;
  close(): Promise<void>;
}

/** Transforms in the process that calls. For files that are trusted: fixtures, and the inside of a child. */
export function inProcess(codemods: readonly PlacedCodemod[], wanted: Wanted): Transformer {
  return {
    async file(which, path, bytes) {
      const entry = languageOf(path);
      if (entry === null) return failedTransform({ code: 'engine-fault', message: 'no language handles this file' });
      const chosen = codemods.filter((_, index) => which.includes(index));
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
    async project(which, tree, files) {
      const bound = codemods[which];
      if (bound === undefined) return NOTHING;
      return runProject(bound, tree, files, wanted);
    },
    async close() {},
  };
}
