import { type Edit, insertAt } from '../../../core/edit.js';
import { isSkip } from '../../../core/source-file.js';
import { isBlankLine, skipBreak } from '../../lines.js';
import { readData } from '../data.js';
import { findTable } from '../find.js';
import { parseToml } from '../parse.js';
import type { TomlFile, TomlPath } from '../toml-file.js';
import { pushAt, setAt } from './changes.js';
import { spelt } from './set-value.js';
import { endOfTable } from './table-end.js';
import { type Change, verified } from './verified.js';
import { writeKey } from './write-key.js';

interface Options {
  readonly after?: TomlPath;
  readonly array?: boolean;
}

/** See {@link TomlServices.addTable}. */
export function addTable(file: TomlFile, header: readonly string[], body: string, options: Options): readonly Edit[] | null {
  const lines = body
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  const data = readData(lines);
  const parsed = parseToml({ ...file, text: lines });
  if (isSkip(parsed) || parsed.tables.length > 0) return null;
  const offset = offsetFor(file, options.after);
  if (data === null || offset === null || header.length === 0) return null;
  const key = header.map(writeKey).join('.');
  const table = `${options.array === true ? `[[${key}]]` : `[${key}]`}${lines === '' ? '' : '\n'}${lines}`;
  return verified(file, [insertAt(offset, around(file, offset, table))], changeFor(header, data, options.array === true));
}

function changeFor(header: readonly string[], body: ReturnType<typeof readData> & object, isArray: boolean): Change {
  if (isArray) return pushAt(header, body);
  return (data) => {
    // A table that others have made by their headers gets its own keys.
    const pairs = [...body].map(([key, value]) => setAt([...header, key], value));
    const isMade = pairs.length > 0 || setAt(header, new Map())(data);
    return isMade && pairs.every((change) => change(data));
  };
}

/** At the end of a line; null when the table that is to stand before is not there. */
function offsetFor(file: TomlFile, after: TomlPath | undefined): number | null {
  if (after === undefined) return file.text.trimEnd().length;
  const table = findTable(file, after);
  return table === null ? null : endOfTable(file, table);
}

function around(file: TomlFile, offset: number, table: string): string {
  if (offset === 0) return spelt(file, 0, `${table}\n`);
  const next = skipBreak(file.text, offset);
  const isApart = next >= file.text.length || isBlankLine(file.text, next);
  return spelt(file, offset, `\n\n${table}${isApart ? '' : '\n'}`);
}
