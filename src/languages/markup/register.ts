import type { SourceFile } from '../../core/source-file.js';

declare module '../../core/languages.js' {
  interface Languages {
    css: { file: SourceFile; services: object };
    html: { file: SourceFile; services: object };
  }
}
