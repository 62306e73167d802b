import type { BoundCodemod, NotedFile, ProjectChange, ProjectContext, ProjectFinding, ProjectTree } from '../core/codemod.js';
import { CodemodError, messageOf } from '../core/errors.js';
import type { ParamSpecs } from '../core/params.js';
import type { ProjectResult } from './messages.js';

/** Runs the project stage of a codemod. What it throws is a failure of the stage, and none of its changes count. */
export async function runProject(bound: BoundCodemod, tree: ProjectTree, files: readonly NotedFile[]): Promise<ProjectResult> {
  const { codemod, params } = bound;
  const changes: ProjectChange[] = [];
  const findings: ProjectFinding[] = [];
  const context: ProjectContext<ParamSpecs> = {
    params,
    files,
    finding(code, path, message) {
      const doc = codemod.codes[code];
      if (doc === undefined) throw new CodemodError('code-undeclared', `the codemod reports ${code} but does not declare it`);
      return { kind: 'finding', code, path, message: message ?? doc.title };
    },
  };
  try {
    for await (const item of codemod.project?.(tree, context) ?? []) {
      if (item.kind === 'finding') findings.push(item);
      else changes.push(item);
    }
  } catch (thrown) {
    const code = thrown instanceof CodemodError ? thrown.code : 'codemod-threw';
    return { changes: [], findings: [], failure: { code, message: messageOf(thrown) } };
  }
  return { changes, findings, failure: null };
}
