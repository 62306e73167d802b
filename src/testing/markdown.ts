import { applyEdits, type Edit } from '../core/edit.js';
import { dominantNewline, isSkip } from '../core/source-file.js';
import { makeServices } from '../languages/markdown/make-services.js';
import type { MarkdownFile } from '../languages/markdown/markdown-file.js';
import { parseMarkdown } from '../languages/markdown/parse.js';
import type { MarkdownServices } from '../languages/markdown/services.js';

/** A parsed text with its services. */
export interface MarkdownCase {
  readonly file: MarkdownFile;
  readonly services: MarkdownServices;
  /** The text after edits, or null where there are none. */
  edited(edits: readonly Edit[] | null): string | null;
}

/** @throws Error when the text is skipped. */
export function markdownCase(text: string): MarkdownCase {
  const file = parseMarkdown({ path: 'a.md', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  if (isSkip(file)) throw new Error(file.message);
  return { file, services: makeServices(file), edited: (edits) => (edits === null ? null : applyEdits(text, edits)) };
}
