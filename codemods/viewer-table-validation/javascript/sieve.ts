/** One of these stands in every file that reads a command line. What another file reads is not followed. */
export const NEEDLES: readonly string[] = ['argv', 'parseArgs', 'commander', 'yargs', 'cac', 'citty', 'minimist', 'mri'];

const SQL =
  /\b(from|into|table|update|join|copy|truncate|vacuum|analyze|reindex|describe|rename|table_x?info|index_list|foreign_key_\w+|index|exists)\b/i;

/** A text without one of these is SQL only where it begins with a value and goes on with FROM or INTO. */
const VERB =
  /\b(select|insert|update|delete|create|drop|alter|with|pragma|truncate|copy|analy[sz]e|vacuum|reindex|replace|merge|desc|describe|show|explain|lock|attach|grant|revoke|begin|set|use|optimize|repair|msck|call|load|unload|upsert|refresh|cluster|comment|rename|values|commit)\b|\b(FROM|INTO)\b/i;

const COMMAND_LINE = /\bargv\b|\bparseArgs\b|\bcommander\b|\byargs\b|\bcac\b|\bcitty\b|\bminimist\b|\bmri\b/;

/** True for a file that may read a command line. */
export function readsCommandLine(text: string): boolean {
  return COMMAND_LINE.test(text);
}

/** True for a file that reads a command line, and names tables in what may be SQL. */
export function mayConcern(text: string): boolean {
  return readsCommandLine(text) && SQL.test(text) && VERB.test(text);
}
