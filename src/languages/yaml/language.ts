import { isSkip, type SourceFile } from '../../core/source-file.js';
import type { Language, ParsedFile } from '../language.js';
import { census } from './census.js';
import { makeServices } from './make-services.js';
import { parseYaml } from './parse.js';
import { remarks } from './remarks.js';
import type { YamlFile } from './yaml-file.js';

/** YAML, as the pipeline sees it. */
export const yamlSupport: Language = {
  name: 'yaml',
  extensions: ['.yml', '.yaml'],
  // UTF-16 and UTF-32 are YAML too, but no tool of this trade writes them: https://yaml.org/spec/1.2.2/#52-character-encodings
  declaredEncoding: () => null,
  parse(source: SourceFile) {
    const file = parseYaml(source);
    return isSkip(file) ? file : parsed(file);
  },
};

function parsed(file: YamlFile): ParsedFile {
  return {
    file,
    services: makeServices(file),
    placeImports: () => ({ refused: 'a YAML file has no imports' }),
    census: (range, only) => census(file, range, only),
    remarks: () => remarks(file),
  };
}
