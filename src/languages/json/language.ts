import { contains } from '../../core/range.js';
import { isSkip, type SourceFile } from '../../core/source-file.js';
import type { Language, ParsedFile } from '../language.js';
import { remarksByLine } from '../remark.js';
import type { JsonFile } from './json-file.js';
import { makeServices } from './make-services.js';
import { parseJson } from './parse.js';

/** JSON, with comments where the name of the file says so, as the pipeline sees it. */
export const jsonSupport: Language = {
  name: 'json',
  extensions: ['.json', '.jsonc'],
  // https://www.rfc-editor.org/rfc/rfc8259#section-8.1
  declaredEncoding: () => null,
  parse(source: SourceFile) {
    const file = parseJson(source);
    return isSkip(file) ? file : parsed(file);
  },
};

function parsed(file: JsonFile): ParsedFile {
  return {
    file,
    services: makeServices(file),
    placeImports: () => ({ refused: 'a JSON file has no imports' }),
    // Strings are all that JSON is made of: to count them would make every replacement a loss.
    census: (range) => file.comments.filter((part) => contains(range, part)).map(({ start, end }) => file.text.slice(start, end)),
    remarks: () => remarksByLine(file.text, file.comments, []),
  };
}
