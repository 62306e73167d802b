import type { Skip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { parseJavaScript } from '../parse.js';

/** A file with another text. Its tree and tokens, which are those of the old text, are not handed on: the parser keeps what it is given beside the text. */
export function reparsed({ ast: _tree, tokens: _tokens, ...source }: JavaScriptFile, text: string): JavaScriptFile | Skip {
  return parseJavaScript({ ...source, text });
}
