import { isSkip, type SourceFile } from '../../core/source-file.js';
import type { Language, ParsedFile } from '../language.js';
import { census } from './census.js';
import { declaredEncoding } from './declared-encoding.js';
import { makeServices } from './make-services.js';
import { parsePython } from './parse.js';
import type { PythonFile } from './python-file.js';
import { remarks } from './remarks.js';

/** Python, as the pipeline sees it. */
export const pythonSupport: Language = {
  name: 'python',
  extensions: ['.py', '.pyw'],
  declaredEncoding,
  parse(source: SourceFile) {
    const file = parsePython(source);
    return isSkip(file) ? file : parsed(file);
  },
};

function parsed(file: PythonFile): ParsedFile {
  const { services, placeImports } = makeServices(file);
  return {
    file,
    services,
    placeImports,
    census: (range, only) => census(file, range, only),
    remarks: () => remarks(file),
  };
}
