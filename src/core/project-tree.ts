/** A read-only view of the files of a run, as they will be after the fixes. */
export interface ProjectTree {
  /** Paths of all discovered files, `/`-separated, sorted. */
  paths(): Promise<readonly string[]>;
  /** The bytes of a file, or null when there is none. */
  read(path: string): Promise<Buffer | null>;
  /**
   * The folder on disk that the tree stands for; absent where there is none, as for a commit. What is no part of the tree may be read
   * there, such as installed packages; what is part of it may have been changed by codemods before, and is to be read through the tree.
   */
  readonly root?: string | undefined;
  /**
   * Where the caller of the run stands, relative to the root, `/`-separated; empty for the root itself. Absent where that is outside of
   * the tree, or no matter.
   */
  readonly currentFolder?: string | undefined;
}
