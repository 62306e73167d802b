import { type Remark, remarksByLine } from '../remark.js';
import { allTables } from './find.js';
import type { TomlFile } from './toml-file.js';

/** The comments that may hold codemods back. A key with its value is a unit. */
export function remarks(file: TomlFile): readonly Remark[] {
  return remarksByLine(
    file.text,
    file.comments,
    allTables(file).flatMap(({ pairs }) => pairs),
  );
}
