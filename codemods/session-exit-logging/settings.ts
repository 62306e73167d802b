/** What the user may choose about events and their protection. */
export interface Settings {
  readonly mode: 'shield' | 'cleanup-only';
  readonly events: readonly string[];
  readonly shields: readonly string[];
}
