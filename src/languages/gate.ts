/** What the reference implementation of a language says of an edit. */
export type Verdict =
  /** The new text is good. */
  | { readonly kind: 'accepted' }
  /** The reference did not know the old text either (newer syntax, say): only our own parser has judged. */
  | { readonly kind: 'unjudged'; readonly reason: string }
  /** The old text was good, the new one is not: the file must not be written. */
  | { readonly kind: 'refused'; readonly reason: string };

/** A judge over edits, one process for a whole run. */
export interface Gate {
  /** Who judges, for the report: `python3 (CPython 3.11.2)`. */
  readonly judge: string;
  /** @param before null for a created file. */
  check(path: string, before: Uint8Array | null, after: Uint8Array): Promise<Verdict>;
  close(): Promise<void>;
}
