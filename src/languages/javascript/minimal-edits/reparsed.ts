import type { Skip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { parseJavaScript } from '../parse.js';

/** A file with another text. Its tree and tokens, which are those of the old text, are neither handed on nor asked for. */
export function reparsed(file: JavaScriptFile, text: string): JavaScriptFile | Skip {
  const { path, encoding, hasBom, newline, block } = file;
  return parseJavaScript({ path, text, encoding, hasBom, newline, ...(block === undefined ? {} : { block }) });
}
