/**
 * A key: the character that was typed; `<name>` for one that types none, such as `<enter>`, `<backspace>`, `<escape>`,
 * `<ctrl-c>`; or `<paste>` with the text that was pasted behind it.
 */
export type Key = string;

/** What came of an editor. */
export type Edited = { readonly text: string } | { readonly fault: string };

/** A terminal as a review sees it: scripted in tests, the real one in `cli/`. */
export interface ReviewIo {
  /** As they are now; both change when the window does. */
  readonly columns: number;
  readonly rows: number;
  readonly colors: boolean;
  /** Lines end in LF. What comes from files has been made visible before. */
  write(text: string): void;
  /** Writes a text, without a line end, in the place of the line that the cursor is on. */
  rewriteLine(text: string): void;
  /** Null when there will be no more: then the review ends as if it was left. */
  readKey(): Promise<Key | null>;
  /** Forgets what was typed and not read: for a question that nobody can have answered yet. */
  dropTypeAhead(): void;
  /** Lets a person edit a text. */
  edit(text: string): Promise<Edited>;
}
