import type { InventoryEntry } from './entry.js';

/** Files of one role and language, or of all. */
export interface SummaryRow {
  /** A role; for what is no file, its kind. */
  readonly role: string;
  readonly language: string | null;
  readonly files: number;
  readonly bytes: number;
}

export interface InventorySummary {
  readonly files: number;
  readonly bytes: number;
  /** By role, then by language. */
  readonly rows: readonly SummaryRow[];
}

/** Counts the entries. An entry that could not be read counts as a file of the role `unreadable`. */
export function summarise(entries: Iterable<InventoryEntry>): InventorySummary {
  const rows = new Map<string, { role: string; language: string | null; files: number; bytes: number }>();
  let [files, bytes] = [0, 0];
  for (const entry of entries) {
    const role = entry.error !== undefined ? 'unreadable' : (entry.role ?? entry.kind);
    const key = `${role}\0${entry.language ?? ''}`;
    const row = rows.get(key) ?? { role, language: entry.language, files: 0, bytes: 0 };
    rows.set(key, row);
    row.files++;
    row.bytes += entry.size ?? 0;
    files++;
    bytes += entry.size ?? 0;
  }
  return { files, bytes, rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row) };
}
