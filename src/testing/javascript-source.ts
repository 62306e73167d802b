import { dominantNewline, type SourceFile } from '../core/source-file.js';

/** A source file of JavaScript or TypeScript, as it is decoded from UTF-8. */
export function javascriptSource(text: string, path: string): SourceFile {
  return { path, text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) };
}
