/** One of these stands in every file that imports what this codemod knows. */
export const NEEDLES = ['sqlite', 'libsql', 'generic-pool', 'knex'] as const;

/** False for a file that neither begins a transaction nor takes a connection out of a pool. */
export function mayPool(text: string): boolean {
  return /BEGIN|SAVEPOINT/i.test(text) || /\bacquire(?:Connection)?\b|\b(?:pop|shift)\b/.test(text);
}
