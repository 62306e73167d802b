import { isSkip, type SourceFile } from '../../core/source-file.js';
import type { Language, ParsedFile } from '../language.js';
import { census } from './census.js';
import { makeServices } from './make-services.js';
import { parseToml } from './parse.js';
import { remarks } from './remarks.js';
import type { TomlFile } from './toml-file.js';

/** TOML, as the pipeline sees it. */
export const tomlSupport: Language = {
  name: 'toml',
  extensions: ['.toml'],
  // UTF-8 is the only one: https://toml.io/en/v1.0.0#spec
  declaredEncoding: () => null,
  parse(source: SourceFile) {
    const file = parseToml(source);
    return isSkip(file) ? file : parsed(file);
  },
};

function parsed(file: TomlFile): ParsedFile {
  return {
    file,
    services: makeServices(file),
    placeImports: () => ({ refused: 'TOML has no imports' }),
    census: (range, only) => census(file, range, only),
    remarks: () => remarks(file),
  };
}
