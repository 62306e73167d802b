import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const Manifest = v.object({ name: v.string(), version: v.string() });

/** Name and version of this toolkit, from its `package.json`. */
export function toolVersion(): v.InferOutput<typeof Manifest> {
  return v.parse(Manifest, JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')));
}
