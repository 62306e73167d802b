import type { ParsedFile } from '../language.js';
import type { PythonFile } from './python-file.js';
import type { PythonServices } from './services.js';

/** The services of one file, each made when it is first used. */
export function makeServices(file: PythonFile): { services: PythonServices; placeImports: ParsedFile['placeImports'] } {
  const missing = (what: string): never => {
    throw new Error(`${what} of ${file.path} is not there yet`);
  };
  return {
    services: {
      get scope() {
        return missing('scope');
      },
      get imports() {
        return missing('imports');
      },
      get statements() {
        return missing('statements');
      },
      query: () => missing('query'),
      pattern: () => missing('pattern'),
    },
    placeImports: () => missing('placeImports'),
  };
}
