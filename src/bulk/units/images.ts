import * as v from 'valibot';
import { byCodeUnits } from '../../core/by-code-units.js';
import { CodemodError } from '../../core/errors.js';
import { isInventoryPath } from '../../core/inventory-step.js';
import { unsafePath } from '../../core/paths.js';
import { canonicalJson } from '../../core/plan.js';
import type { ReadFile } from '../../core/review/review-files.js';
import type { Texts } from '../../reports/report-facts.js';

/** A file as it is in the base commit. */
export interface Image {
  readonly bytes: Buffer;
  /** 0o644 or 0o755. */
  readonly mode: number;
}

/** Every file that a plan changes, as it was before, by path: a plan is reviewed, narrowed and carried out without a clone. */
export type Images = ReadonlyMap<string, Image>;

const Schema = v.strictObject({
  codemodImages: v.literal(1),
  files: v.array(
    v.strictObject({
      path: v.pipe(
        v.string(),
        v.check((path) => isInventoryPath(path) || unsafePath(path) === null, 'It must be a path below the root.'),
      ),
      mode: v.picklist([0o644, 0o755]),
      content: v.pipe(v.string(), v.check(isBase64, 'It must be base64.')),
    }),
  ),
});

/** Canonical JSON: equal images are equal bytes. */
export function serializeImages(images: Images): Buffer {
  const files = [...images]
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([path, { bytes, mode }]) => ({ path, mode, content: bytes.toString('base64') }));
  return Buffer.from(`${canonicalJson({ codemodImages: 1, files })}\n`);
}

/**
 * @param label names the source in messages.
 * @throws CodemodError `plan-invalid`.
 */
export function readImages(label: string, bytes: Uint8Array): Images {
  const parsed = v.safeParse(Schema, parseJson(Buffer.from(bytes).toString('utf8')));
  const refuse = (why: string): never => {
    throw new CodemodError('plan-invalid', `${label} does not hold the files of a plan: ${why}`, { path: label });
  };
  if (!parsed.success) return refuse(parsed.issues[0].message);
  const { files } = parsed.output;
  const images = new Map(
    files.map(({ path, mode, content }) => [path, { bytes: Buffer.from(content, 'base64'), mode }] as const),
  );
  return images.size === files.length ? images : refuse('a path is there twice.');
}

export function textsOf(images: Images): Texts {
  return { get: (path) => images.get(path)?.bytes };
}

export function readerOf(images: Images): ReadFile {
  return (path) => images.get(path)?.bytes ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Node's decoder passes over what is no base64: two texts would be the same bytes. */
function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}
