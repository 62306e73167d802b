import { isSkip, type SourceFile } from '../../core/source-file.js';
import type { Language, ParsedFile } from '../language.js';
import { census } from './census.js';
import { COMPONENTS, isComponent } from './components/component-path.js';
import { parseComponent } from './components/parse-component.js';
import { makeImports } from './imports/make-imports.js';
import { placeImports } from './imports/place-imports.js';
import type { JavaScriptFile } from './javascript-file.js';
import { minimalEdits } from './minimal-edits/minimal-edits.js';
import { parseJavaScript } from './parse.js';
import { EXTENSIONS } from './parser-options.js';
import { remarks } from './remarks.js';
import { originOf } from './scope/origin.js';
import { programPathOf } from './scope/program-path.js';
import { unboundUses } from './scope/unbound-uses.js';
import type { JavaScriptServices } from './services.js';
import { makeStyle } from './style/make-style.js';
import { rootOf, walk } from './syntax-object.js';

/** JavaScript and TypeScript, as the pipeline sees them. */
export const javascriptSupport: Language = {
  name: 'javascript',
  extensions: [...EXTENSIONS, ...COMPONENTS],
  // Sources are UTF-8: https://tc39.es/ecma262/#sec-source-text leaves it open, Node and browsers do not.
  declaredEncoding: () => null,
  parse(source: SourceFile) {
    if (isComponent(source.path)) return parseComponent(source, parsed);
    const file = parseJavaScript(source);
    return isSkip(file) ? file : parsed(file);
  },
};

function parsed(file: JavaScriptFile): ParsedFile {
  let program: JavaScriptServices['program'] | null = null;
  let imports: JavaScriptServices['imports'] | null = null;
  let style: JavaScriptServices['style'] | null = null;
  const services: JavaScriptServices = {
    get program() {
      program ??= programPathOf(file);
      return program;
    },
    get imports() {
      imports ??= makeImports({ file, program: services.program });
      return imports;
    },
    get style() {
      style ??= makeStyle(file);
      return style;
    },
    originOf,
    unboundUses: (names) => unboundUses(services.program, names),
    *nodes() {
      for (const { node } of walk(rootOf(file.ast))) yield node;
    },
    editsTo: (printed) => minimalEdits(file, printed),
  };
  return {
    file,
    services,
    placeImports: (requests, others) => placeImports({ file, program: services.program }, requests, others),
    census: (range, only) => census(file, range, only),
    remarks: () => remarks(file),
  };
}
