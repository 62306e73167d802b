import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { CodemodError, messageOf } from '../core/errors.js';
import { type InventoryEntry, MODES, ROLES } from './entry.js';

/** Bytes of text: a million files have a third of that. A repository could hold a small file that unpacks to any size. */
const LARGEST = 512 << 20;

const Size = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const EntrySchema = v.object({
  path: v.string(),
  kind: v.picklist(['file', 'symlink', 'submodule']),
  size: Size,
  mode: v.nullable(v.picklist(Object.values(MODES))),
  role: v.nullable(v.picklist(ROLES)),
  language: v.nullable(v.string()),
  sha256: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  target: v.optional(v.string()),
  error: v.optional(v.object({ code: v.string(), message: v.string() })),
});
const InventorySchema = v.object({ codemodInventory: v.literal(1), entries: v.array(EntrySchema) });

/**
 * Reads an inventory, plain or as gzip. It may come from a stranger's repository: nothing in it is trusted.
 *
 * @param label what a message calls it.
 * @throws CodemodError `inventory-invalid`.
 */
export function parseInventory(bytes: Buffer, label: string): readonly InventoryEntry[] {
  const parsed = v.safeParse(InventorySchema, parseJson(bytes, label));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw invalid(label, `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  }
  return parsed.output.entries.map(({ target, error, ...entry }) => ({
    ...entry,
    ...(target === undefined ? {} : { target }),
    ...(error === undefined ? {} : { error }),
  }));
}

/**
 * The text of an inventory's file, unpacked where it is gzip.
 *
 * @throws Error when it cannot be unpacked, or is larger than any inventory.
 */
export function unpackInventory(bytes: Buffer): Buffer {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip && bytes.length > LARGEST) throw new Error(`it is larger than ${LARGEST} bytes`);
  return isGzip ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : bytes;
}

function parseJson(bytes: Buffer, label: string): unknown {
  try {
    return JSON.parse(unpackInventory(bytes).toString('utf8'));
  } catch (thrown) {
    throw invalid(label, messageOf(thrown), thrown);
  }
}

function invalid(label: string, why: string, cause?: unknown): CodemodError {
  return new CodemodError('inventory-invalid', `${label} is not an inventory (${why}).`, { path: label, cause });
}
