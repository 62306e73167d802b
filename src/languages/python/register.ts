import type { PythonFile } from './python-file.js';
import type { PythonServices } from './services.js';

declare module '../../core/languages.js' {
  interface Languages {
    python: { file: PythonFile; services: PythonServices };
  }
}
