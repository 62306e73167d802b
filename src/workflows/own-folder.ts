import { isPlainWord } from './python-project.js';
import { textAt } from './read-workflow.js';
import type { Job, Step, Workflow } from './workflow.js';

/** Where a step runs, from the root of the repository: empty for the root. Null where only a run can tell. */
export function folderOf({ root, services }: Workflow, job: Job, step: Step): string | null {
  const set = [
    step.workingDirectory,
    textAt(services, job.node, 'defaults', 'run', 'working-directory'),
    textAt(services, root, 'defaults', 'run', 'working-directory'),
  ].find((folder) => folder !== '');
  if (set === undefined) return '';
  const folder = set.replace(/^\.\//, '').replace(/\/$/, '');
  if (folder === '.') return '';
  return isPlainWord(folder) && !folder.startsWith('/') ? folder : null;
}
