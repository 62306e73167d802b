/** The names behind `@` in a query, each once. */
export function captureNames(query: string): readonly string[] {
  return [...new Set([...query.matchAll(/@([\w.-]+)/g)].map(([, name = '']) => name))];
}
