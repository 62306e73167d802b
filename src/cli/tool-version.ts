import { readFileSync } from 'node:fs';

/** Name and version of this toolkit, from its `package.json`. */
export function toolVersion(): { readonly name: string; readonly version: string } {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const text = (key: string): string =>
    String(typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, key) : '');
  return { name: text('name'), version: text('version') };
}
