/** Another process that holds a campaign, and what it does there. */
export interface Running {
  /** Null where it has begun none in the journal, as what needs none (`approve`), and where the process is not known. */
  readonly verb: string | null;
  /** Its number; null where the lock of the campaign cannot be read. */
  readonly process: number | null;
  /** Null where it runs on this machine, or is not known. */
  readonly host: string | null;
}
