/** Where the scaffold goes. Paths are from the root. */
export interface Place {
  readonly folder: string;
  /** As it is imported: `ingestion`, `acme.ingestion`. */
  readonly name: string;
  /** What has to be on `sys.path` for that; empty for the root. */
  readonly importRoot: string;
  readonly testFolder: string;
}

/** Why there is no place. */
export interface Refusal {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly question?: string;
}

export function isRefusal(value: Place | Refusal): value is Refusal {
  return 'code' in value;
}
