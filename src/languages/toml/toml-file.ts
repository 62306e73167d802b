import type { Range } from '../../core/range.js';
import type { SourceFile } from '../../core/source-file.js';

/** A parsed TOML 1.0 file. */
export interface TomlFile extends SourceFile {
  /** What stands before the first header. */
  readonly root: TomlTable;
  /** The tables with a header, in the order of the text. */
  readonly tables: readonly TomlTable[];
  readonly comments: readonly TomlComment[];
}

/** Keys, and the indexes of arrays: `['tool', 'mypy', 'overrides', 1, 'module']`. */
export type TomlPath = readonly (string | number)[];

/** A header with the key/value pairs under it. */
export interface TomlTable extends Range {
  readonly kind: 'root' | 'table' | 'array-table';
  /** Whole; the last part of an array table is its index. */
  readonly path: TomlPath;
  /** `[tool.ruff]`; null for the root. */
  readonly header: Range | null;
  readonly pairs: readonly TomlPair[];
}

export interface TomlPair extends Range {
  /** The parts of the key, without quotes: `a."b c"` is `['a', 'b c']`. */
  readonly keys: readonly string[];
  readonly key: Range;
  readonly value: TomlValue;
}

export interface TomlValue extends Range {
  readonly kind:
    | 'string'
    | 'integer'
    | 'float'
    | 'boolean'
    | 'offset-date-time'
    | 'local-date-time'
    | 'local-date'
    | 'local-time'
    | 'array'
    | 'inline-table';
  /** Of a scalar; a date or time is its text. Null for arrays and inline tables. */
  readonly scalar: string | bigint | number | boolean | null;
  readonly elements: readonly TomlValue[];
  readonly pairs: readonly TomlPair[];
}

/** From `#` to the end of the line. */
export interface TomlComment extends Range {
  readonly text: string;
}
