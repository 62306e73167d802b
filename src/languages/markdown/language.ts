import { isSkip, type SourceFile } from '../../core/source-file.js';
import type { Language, ParsedFile } from '../language.js';
import { census } from './census.js';
import { makeServices } from './make-services.js';
import type { MarkdownFile } from './markdown-file.js';
import { parseMarkdown } from './parse.js';
import { remarks } from './remarks.js';

/** Markdown, as the pipeline sees it. */
export const markdownSupport: Language = {
  name: 'markdown',
  extensions: ['.md', '.markdown'],
  declaredEncoding: () => null,
  parse(source: SourceFile) {
    const file = parseMarkdown(source);
    return isSkip(file) ? file : parsed(file);
  },
};

function parsed(file: MarkdownFile): ParsedFile {
  return {
    file,
    services: makeServices(file),
    placeImports: () => ({ refused: 'Markdown has no imports' }),
    census: (range, only) => census(file, range, only),
    remarks: () => remarks(file),
  };
}
