import type { BoundCodemod, NotedFile, ProjectTree } from '../core/codemod.js';
import { messageOf } from '../core/errors.js';
import type { Applicability } from '../core/fix.js';
import { languageOf } from '../languages/registry.js';
import type { ProjectResult } from './messages.js';
import { runProject } from './run-project.js';
import { type FileTransform, failedTransform, transformFile } from './transform-file.js';

/** Runs transforms somewhere: in this process, or in children that hostile files may take down. */
export interface Transformer {
  file(path: string, bytes: Uint8Array): Promise<FileTransform>;
  project(codemod: string, tree: ProjectTree, files: readonly NotedFile[]): Promise<ProjectResult>;
  close(): Promise<void>;
}

/** Transforms in the process that calls. For files that are trusted: fixtures, and the inside of a child. */
export function inProcess(codemods: readonly BoundCodemod[], threshold: Applicability): Transformer {
  return {
    async file(path, bytes) {
      const entry = languageOf(path);
      if (entry === null) return failedTransform({ code: 'engine-fault', message: 'no language handles this file' });
      try {
        return transformFile(path, bytes, await entry.load(), codemods, threshold);
      } catch (thrown) {
        return failedTransform({ code: 'engine-fault', message: messageOf(thrown) });
      }
    },
    async project(name, tree, files) {
      const bound = codemods.find(({ codemod }) => codemod.name === name);
      if (bound === undefined) return { changes: [], findings: [], failure: null };
      return runProject(bound, tree, files);
    },
    async close() {},
  };
}
