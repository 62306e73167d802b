import type { ManifestEntry } from './manifest-schema.js';

type Param = ManifestEntry['params'][string];

/** A parameter as `--param` would have it: a list as JSON, since a value of it may hold a comma. */
export function textOfParam(value: Param): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
