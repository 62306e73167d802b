import { readFileSync } from 'node:fs';
import { PAGE_SHELL } from '../html/page-shell.js';

/** Something to answer with. */
export interface Asset {
  readonly type: string;
  readonly body: string | Buffer;
}

/** The files of the page, by their paths. `scripts/build.mjs` puts them beside this module's folder. */
export function pageAssets(): ReadonlyMap<string, Asset> {
  const file = (name: string): Buffer => readFileSync(new URL(`../page/${name}`, import.meta.url));
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: PAGE_SHELL }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: file('page.js') }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: file('page.css') }],
  ]);
}
