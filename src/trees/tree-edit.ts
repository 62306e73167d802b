/** What a commit changes against its parent: a file's new content, or null for one that goes. */
export interface TreeEdit {
  /** Relative to the root, `/`-separated. */
  readonly path: string;
  readonly content: Buffer | null;
  /** 0o644 or 0o755. Of no meaning for one that goes. */
  readonly mode: number;
}
