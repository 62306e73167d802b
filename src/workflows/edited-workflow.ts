import { applyEdits, type Edit } from '../core/edit.js';
import { isSkip } from '../core/source-file.js';
import { readWorkflow } from './read-workflow.js';
import type { Workflow } from './workflow.js';

/** A workflow as it would be after edits of its text; null where that would be none. Nothing is written. */
export async function editedWorkflow({ path, file }: Workflow, edits: readonly Edit[]): Promise<Workflow | null> {
  const { parseYaml } = await import('../languages/yaml/parse.js');
  const { makeServices } = await import('../languages/yaml/make-services.js');
  const { encoding, hasBom, newline } = file;
  const parsed = parseYaml({ path, text: applyEdits(file.text, edits), encoding, hasBom, newline });
  return isSkip(parsed) ? null : readWorkflow({ path, file: parsed, services: makeServices(parsed) });
}
