import { readFileSync } from 'node:fs';
import { type ShellWords, servedShell } from '../html/page-shell.js';

/** Something to answer with. */
export interface Asset {
  readonly type: string;
  readonly body: string | Buffer;
}

const REVIEW_PAGE = new URL('../page/', import.meta.url);

/**
 * The files of a page, by their paths.
 *
 * @param folder where `scripts/build.mjs` has put them; by default the page of the review.
 */
export function pageAssets(folder: URL = REVIEW_PAGE, words?: ShellWords): ReadonlyMap<string, Asset> {
  const file = (name: string): Buffer => readFileSync(new URL(name, folder));
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: servedShell(words) }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: file('page.js') }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: file('page.css') }],
  ]);
}
