import type { Skip } from '../../core/source-file.js';

/** The parser takes seconds for longer texts. In UTF-16 code units. */
const MOST_LENGTH = 200 * 1024;

/** Both parsers recurse into arrays and inline tables. */
export const MOST_DEPTH = 100;

const TOKEN = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\r\n])*"|'[^'\r\n]*'|#[^\r\n]*|[[\]{}]/g;

/** Why a text is not given to the parser, or null. */
export function boundsFault(text: string): Skip | null {
  if (text.length > MOST_LENGTH) {
    return { code: 'too-large', message: `it has ${text.length} characters; TOML is read up to ${MOST_LENGTH}` };
  }
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > MOST_DEPTH) return tooDeep();
  }
  return null;
}

export function tooDeep(): Skip {
  return { code: 'too-deep', message: `its values or keys are nested deeper than ${MOST_DEPTH} levels` };
}
