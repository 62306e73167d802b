import { applyEdits, type Edit } from '../core/edit.js';
import { dominantNewline, isSkip } from '../core/source-file.js';
import { makeServices } from '../languages/toml/make-services.js';
import { parseToml } from '../languages/toml/parse.js';
import type { TomlServices } from '../languages/toml/services.js';
import type { TomlFile } from '../languages/toml/toml-file.js';

/** A parsed text with its services. */
export interface TomlCase {
  readonly file: TomlFile;
  readonly services: TomlServices;
  /** The text after edits, or null where there are none. */
  edited(edits: readonly Edit[] | null): string | null;
}

/** @throws Error when the text is skipped. */
export function tomlCase(text: string): TomlCase {
  const file = parseToml({ path: 'a.toml', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  if (isSkip(file)) throw new Error(`${file.code}: ${file.message}`);
  return { file, services: makeServices(file), edited: (edits) => (edits === null ? null : applyEdits(text, edits)) };
}
