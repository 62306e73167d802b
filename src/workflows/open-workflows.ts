import type { ParamSpecs } from '../core/params.js';
import type { ProjectContext } from '../core/project-stage.js';
import type { ProjectTree } from '../core/project-tree.js';
import { readWorkflow } from './read-workflow.js';
import type { Workflow } from './workflow.js';

export const WORKFLOWS = '.github/workflows/';

/** The workflows of a repository, and the files in their folder that are none, or that cannot be read. */
export interface Workflows {
  readonly all: readonly Workflow[];
  readonly unreadable: readonly string[];
}

/** Opens every workflow that GitHub would run: those right in the folder. */
export async function openWorkflows<S extends ParamSpecs>(tree: ProjectTree, context: ProjectContext<S>): Promise<Workflows> {
  const all: Workflow[] = [];
  const unreadable: string[] = [];
  for (const path of await tree.paths()) {
    if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue;
    const opened = await context.open('yaml', path);
    const workflow = opened === null ? null : readWorkflow(opened);
    if (workflow !== null) all.push(workflow);
    // git lists what was deleted and not yet committed.
    else if ((await tree.read(path)) !== null) unreadable.push(path);
  }
  return { all, unreadable };
}
