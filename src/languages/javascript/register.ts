import type { JavaScriptFile } from './javascript-file.js';
import type { JavaScriptServices } from './services.js';

declare module '../../core/languages.js' {
  interface Languages {
    javascript: { file: JavaScriptFile; services: JavaScriptServices };
  }
}
