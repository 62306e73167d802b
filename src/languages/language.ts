import type { Edit } from '../core/edit.js';
import type { Fix, ImportRequest } from '../core/fix.js';
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

/** Turns the import requests of all accepted fixes into edits, or says why they cannot be placed. */
export type PlaceImports = (
  requests: readonly ImportRequest[],
  others: readonly Edit[],
) => { readonly edits: readonly Edit[] } | { readonly refused: string };

/** A parsed file, as the pipeline handles it without knowing the language. */
export interface ParsedFile {
  /** What a transform is given as `file`. */
  readonly file: SourceFile;
  /** What a transform finds in its context beside parameters and ways to yield. */
  readonly services: object;
  readonly placeImports: PlaceImports;
  /** The texts of the comments and strings, or of the comments alone, that lie inside a range: a replacement must not lose them. */
  census(range: Range, only?: 'comments'): readonly string[];
  /**
   * The programs of a file that holds them among other things: a transform is run once for each, and never for the file as a whole. Absent: the file
   * is one program.
   */
  readonly parts?: readonly FilePart[];
  /** What is left of the fixes of all parts, in the order of the parts, so that the programs do well beside each other. Offsets count from each part. */
  agreed?(byPart: readonly (readonly Fix[])[]): readonly (readonly Fix[])[];
  /** The comments that may hold codemods back, in the order of the text, with what each is about. */
  remarks(): readonly Remark[];
}

/** A program in a file. What a transform says of it counts from the start of the program. */
export interface FilePart {
  /** Of the program in the text of the file. */
  readonly offset: number;
  readonly file: SourceFile;
  readonly services: object;
  /** Places what fixes of this program request. Edits count from its start. */
  readonly placeImports: PlaceImports;
  /** The fix, or the same as an unsafe one where it takes away what the rest of the file may use. @throws CodemodError `output-refused` */
  guarded(fix: Fix): Fix;
}
