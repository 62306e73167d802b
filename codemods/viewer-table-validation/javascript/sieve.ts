/** One of these stands in every file that hands SQL text to a database, or reads a command line. */
export const NEEDLES: readonly string[] = [
  'prepare',
  'exec',
  'pragma',
  'run',
  'all',
  'get',
  'each',
  'raw',
  'query',
  'iterate',
  'unsafe',
  'Unsafe',
  'argv',
  'parseArgs',
  'commander',
  'yargs',
  'cac',
  'citty',
  'minimist',
  'mri',
];

const SQL =
  /\b(from|into|table|update|join|copy|truncate|vacuum|analyze|reindex|describe|rename|table_x?info|index_list|foreign_key_\w+|index|exists)\b/i;

const COMMAND_LINE = /\bargv\b|\bparseArgs\b|\bcommander\b|\byargs\b|\bcac\b|\bcitty\b|\bminimist\b|\bmri\b/;

/** True for a file that may read a command line. */
export function readsCommandLine(text: string): boolean {
  return COMMAND_LINE.test(text);
}

/** True for a file that names tables in what may be SQL, and reads a command line, or is called by one that does. */
export function mayConcern(text: string): boolean {
  return SQL.test(text);
}
