import type { JsonFile } from './json-file.js';
import type { JsonServices } from './services.js';

declare module '../../core/languages.js' {
  interface Languages {
    json: { file: JsonFile; services: JsonServices };
  }
}
