import { type Edit, replaceRange } from '../../../core/edit.js';
import { newlineNear } from '../../../core/source-file.js';
import { readValue } from '../data.js';
import { findValue } from '../find.js';
import type { TomlFile, TomlPath } from '../toml-file.js';
import { addKey } from './add-key.js';
import { setAt } from './changes.js';
import { verified } from './verified.js';

/** See {@link TomlServices.setValue}. */
export function setValue(file: TomlFile, path: TomlPath, valueToml: string): readonly Edit[] | null {
  const value = findValue(file, path);
  const key = path.at(-1);
  const given = cleanValue(valueToml);
  const data = readValue(given);
  if (data === null) return null;
  if (value === null) return typeof key === 'string' ? addKey(file, path.slice(0, -1), key, valueToml) : null;
  return verified(file, [replaceRange(file.text, value, spelt(file, value.start, given))], setAt(path, data));
}

/** A value as it was given, without space around it. */
export function cleanValue(valueToml: string): string {
  return valueToml.replace(/\r\n?/g, '\n').trim();
}

/** A text in the newlines of the file. */
export function spelt(file: TomlFile, offset: number, text: string): string {
  return text.replaceAll('\n', newlineNear(file, offset));
}
