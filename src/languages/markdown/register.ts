import type { MarkdownFile } from './markdown-file.js';
import type { MarkdownServices } from './services.js';

declare module '../../core/languages.js' {
  interface Languages {
    markdown: { file: MarkdownFile; services: MarkdownServices };
  }
}
