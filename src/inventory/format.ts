import { createHash } from 'node:crypto';
import { createGzip } from 'node:zlib';
import type { InventoryEntry } from './entry.js';

/** Characters of a text before it is handed on. */
const CHUNK = 1 << 16;

/** The text of an inventory in pieces: JSON with one entry a line, so that a diff of two of them can be read. */
export function* inventoryText(entries: readonly InventoryEntry[]): Generator<string> {
  let text = '{\n  "codemodInventory": 1,\n  "entries": [';
  for (const [index, entry] of entries.entries()) {
    text += `${index === 0 ? '' : ','}\n    ${entryText(entry)}`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  yield `${text}${entries.length === 0 ? '' : '\n  '}]\n}\n`;
}

/** The same as bytes. @param compress as gzip, without a time, so that equal inventories are equal files. */
export async function* inventoryBytes(entries: readonly InventoryEntry[], compress: boolean): AsyncGenerator<Buffer> {
  if (!compress) {
    for (const text of inventoryText(entries)) yield Buffer.from(text);
    return;
  }
  const gzip = createGzip({ level: 9 });
  const feed = feedInto(gzip, entries);
  let isFirst = true;
  for await (const chunk of gzip) {
    if (!Buffer.isBuffer(chunk)) continue;
    yield isFirst ? withoutSystem(chunk) : chunk;
    isFirst = false;
  }
  await feed;
}

/** SHA-256 of the text, whatever form it is kept in. */
export function inventoryHash(entries: readonly InventoryEntry[]): string {
  const hash = createHash('sha256');
  for (const text of inventoryText(entries)) hash.update(text);
  return hash.digest('hex');
}

async function feedInto(gzip: ReturnType<typeof createGzip>, entries: readonly InventoryEntry[]): Promise<void> {
  for (const text of inventoryText(entries)) {
    if (!gzip.write(text)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
}

const SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/** RFC 1952, section 2.3: the tenth byte names the system that wrote the file. */
function withoutSystem(chunk: Buffer): Buffer {
  if (chunk.length > SYSTEM_BYTE) chunk[SYSTEM_BYTE] = UNKNOWN_SYSTEM;
  return chunk;
}

/** What a terminal or an editor would obey or not show, and JSON would leave as it is. */
const HOSTILE =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

function entryText({ path, kind, size, mode, role, language, sha256, target, error }: InventoryEntry): string {
  const known = { path, kind, size, mode, role, language, sha256 };
  const text = JSON.stringify({
    ...known,
    ...(target === undefined ? {} : { target }),
    ...(error === undefined ? {} : { error }),
  });
  return text.replace(HOSTILE, asJsonEscape);
}

function asJsonEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
