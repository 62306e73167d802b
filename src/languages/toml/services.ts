import type { Edit } from '../../core/edit.js';
import type { TomlPath, TomlTable, TomlValue } from './toml-file.js';

/**
 * What a TOML transform finds in its context. Values, keys and bodies are given as TOML with `\n` between lines and come
 * out in the newlines of the file. Paths are parts without quotes: `['tool', 'ruff', 'line-length']`.
 *
 * Every list of edits was applied and the result read again: its data differ from the old in what is meant and in nothing
 * else, and no comment outside of the edit is lost. Where that cannot be had the answer is null. An empty list means that
 * all is as wanted already. Edits of several calls may stand in one fix as long as they do not meet.
 */
export interface TomlServices {
  /** The value that is written at a path, or null. A table with a header of its own is no value: see `table`. */
  get(path: TomlPath): TomlValue | null;
  /** The table with this header, the root for `[]`, or null. */
  table(path: TomlPath): TomlTable | null;
  /** True when there is anything at the path: a value, a table, or a part of a dotted key. */
  has(path: TomlPath): boolean;
  /** Exchanges a value; adds the key where there is none. */
  setValue(path: TomlPath, valueToml: string): readonly Edit[] | null;
  /**
   * Adds a key that is not there to a table, after its last one and written like it; to an inline table; or beside dotted
   * keys of the same beginning.
   */
  addKey(table: TomlPath, key: string, valueToml: string): readonly Edit[] | null;
  /**
   * Adds a table, behind a blank line, at the end of the file or after another one.
   *
   * @param body its lines; may be empty.
   */
  addTable(
    header: readonly string[],
    body: string,
    options?: { readonly after?: TomlPath; readonly array?: boolean },
  ): readonly Edit[] | null;
  /** Adds an element at the end of an array, on a line of its own where the last one has one; a closing comma stays. */
  appendToArray(path: TomlPath, valueToml: string): readonly Edit[] | null;
  /** Takes a pair out with its line and the comment behind it; comments above stay. Null for tables and elements. */
  removeKey(path: TomlPath): readonly Edit[] | null;
}
