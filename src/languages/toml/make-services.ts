import { dataAt, readData } from './data.js';
import { addKey } from './edits/add-key.js';
import { addTable } from './edits/add-table.js';
import { appendToArray } from './edits/append-to-array.js';
import { removeKey } from './edits/remove-key.js';
import { setValue } from './edits/set-value.js';
import { findTable, findValue } from './find.js';
import type { TomlServices } from './services.js';
import type { TomlFile } from './toml-file.js';

/** The services of one file. */
export function makeServices(file: TomlFile): TomlServices {
  return {
    get: (path) => findValue(file, path),
    table: (path) => findTable(file, path),
    has: (path) => dataAt(readData(file.text) ?? new Map(), path) !== null,
    setValue: (path, valueToml) => setValue(file, path, valueToml),
    addKey: (table, key, valueToml) => addKey(file, table, key, valueToml),
    addTable: (header, body, options) => addTable(file, header, body, options ?? {}),
    appendToArray: (path, valueToml) => appendToArray(file, path, valueToml),
    removeKey: (path) => removeKey(file, path),
  };
}
