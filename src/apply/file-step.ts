import type { ContentId } from '../core/change.js';

/** What a run does to one path: it leads it from one state to another. Null is "no such file". */
export interface FileStep {
  readonly path: string;
  readonly before: ContentId | null;
  readonly after: ContentId | null;
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** A step whose new bytes are known. `content` is asked once, when `after` is not null; it may look at the bytes that another path of the run has before it. */
export interface PlannedStep extends FileStep {
  /** The path of the run whose owner and set-id bits the new file gets; null: those of the file that it replaces. */
  readonly like: string | null;
  /** Who had the file when it was last there; asked where there is none now. */
  readonly formerOwner: Owner | null;
  content(original: (path: string) => Buffer): Buffer;
}

/** Why a path is not as planned. */
export type StaleReason =
  | 'gone'
  | 'appeared'
  | 'content'
  | 'mode'
  | 'symlink'
  | 'not-a-file'
  | 'hard-link'
  | 'unreachable'
  | 'read-only'
  | 'unsafe-path';

/** A path that cannot be written as planned, and why, as a sentence. */
export interface StalePath {
  readonly path: string;
  readonly reason: StaleReason;
  readonly message: string;
}
