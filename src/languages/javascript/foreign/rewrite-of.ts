import type { Context } from '../../../core/codemod.js';
import type { Edit } from '../../../core/edit.js';
import type { ParamSpecs } from '../../../core/params.js';
import type { JavaScriptFile } from '../javascript-file.js';

/**
 * The edits that turn a file into what a transform of another tool has printed: without the printer's habits, unless the run asks for them.
 *
 * @throws CodemodError `output-refused` when the printed text does not parse.
 */
export async function editsFor(
  printed: string,
  { text }: JavaScriptFile,
  { foreign, editsTo }: Pick<Context<'javascript', ParamSpecs>, 'foreign' | 'editsTo'>,
): Promise<readonly Edit[]> {
  if (foreign.keepFormatting !== true) return editsTo(printed);
  const { lineEdits } = await import('../minimal-edits/line-edits.js');
  return lineEdits(text, printed);
}
