import { type Attempt, refused } from './attempt.js';
import type { EditContext } from './context.js';
import { parseValue } from './fragment.js';
import { insertLines } from './lines.js';
import { renderDocument } from './render.js';
import { styleAt } from './style.js';
import { verified } from './verify.js';

/** Writes a value into a file without contents, behind its comments. */
export function createDocument({ file }: EditContext, value: string): Attempt {
  if (file.documents.length > 1 || file.documents.some(({ contents }) => contents !== null))
    return refused('the file has contents');
  const fresh = parseValue(value);
  const lines = renderDocument(fresh, styleAt(file, null));
  const comments = fresh.comments.map(({ start, end }) => fresh.text.slice(start, end));
  return verified(file, [insertLines(file, file.text.length, lines)], { documents: fresh.documents, comments });
}
