import { isSkip, type SourceFile } from '../../../core/source-file.js';
import { nameEdits } from '../minimal-edits/name-edits.js';
import { parseJavaScript, remember } from '../parse.js';
import { RenamedFile } from '../renamed-file.js';

/**
 * Parses what a transform has printed, which is to be parsed anyway, before the file itself: where the two differ in names alone, the
 * file need not be parsed at all.
 *
 * @param source must be valid: a name that is declared twice, or not at all, is not noticed.
 */
export function foresee(source: SourceFile, printed: string): void {
  const after = parseJavaScript({ ...source, text: printed });
  if (isSkip(after)) return;
  const edits = nameEdits(source, after);
  if (edits !== null) remember(new RenamedFile(source, edits, after));
}
