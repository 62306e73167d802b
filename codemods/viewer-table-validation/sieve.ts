/** One of these stands in every file that has something to do with a command line or with SQL. */
export const NEEDLES: readonly string[] = ['execute', 'read_sql', 'argv', 'add_argument', 'click', 'typer'];

const SINK = /\b(execute|read_sql)/;
const SQL =
  /\b(from|into|table|update|join|copy|truncate|vacuum|analyze|reindex|describe|rename|table_x?info|index_list|foreign_key_\w+|index|exists)\b/i;
const COMMAND_LINE = /\bargv\b|\badd_argument\b|\badd_option\b|\bNamespace\b|\bclick\b|\btyper\b/;

/** True for a file that may read a command line. */
export function readsCommandLine(text: string): boolean {
  return COMMAND_LINE.test(text);
}

/** True for a file that runs SQL which names tables, and for one that may give a value of the command line to such a file. */
export function mayConcern(text: string): boolean {
  return SINK.test(text) ? SQL.test(text) : readsCommandLine(text) && /table|tbl/i.test(text);
}
