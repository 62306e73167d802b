/** Rows as text in columns: the first ones to the left, the last `numbers` ones to the right. What stands in it was made visible before. */
export function drawTable(rows: readonly (readonly string[])[], numbers: number): string {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows
    .map((row) => {
      const cells = row.map((cell, at) => {
        const width = widths[at] ?? 0;
        return at >= row.length - numbers ? cell.padStart(width) : cell.padEnd(width);
      });
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}
