import type { Edit } from '../core/edit.js';
import type { ImportRequest } from '../core/fix.js';
import type { Range } from '../core/range.js';
import type { Skip, SourceFile } from '../core/source-file.js';
import type { Remark } from './remark.js';

/** What the pipeline needs to know of a language. Modules of this shape import their parser when first asked to parse. */
export interface Language {
  readonly name: string;
  /** File name endings, with the dot. */
  readonly extensions: readonly string[];
  /** The encoding that the file declares about itself, or null for UTF-8. */
  declaredEncoding(bytes: Uint8Array): string | null;
  /** Parses the file, or tells why it is left alone. It throws only when the parser itself is broken. */
  parse(source: SourceFile): ParsedFile | Skip;
}

/** A parsed file, as the pipeline handles it without knowing the language. */
export interface ParsedFile {
  /** What a transform is given as `file`. */
  readonly file: SourceFile;
  /** What a transform finds in its context beside parameters and ways to yield. */
  readonly services: object;
  /** Turns the import requests of all accepted fixes into edits, or says why they cannot be placed. */
  placeImports(requests: readonly ImportRequest[], others: readonly Edit[]): { edits: readonly Edit[] } | { refused: string };
  /** The texts of the comments and strings, or of the comments alone, that lie inside a range: a replacement must not lose them. */
  census(range: Range, only?: 'comments'): readonly string[];
  /** The comments that may hold codemods back, in the order of the text, with what each is about. */
  remarks(): readonly Remark[];
}
