import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pageShell, type ShellWords } from './page-shell.js';

/** A page with all that it shows. */
export interface SelfContained {
  /** Where `scripts/build.mjs` has put the script and the style. */
  readonly folder: URL;
  /** Of the element that holds the data. */
  readonly id: string;
  /** JSON. */
  readonly data: unknown;
  readonly words?: ShellWords;
}

/** A page as one file that can be read without a server. It may run its own script and style and nothing else, and cannot reach the network. */
export function selfContainedPage({ folder, id, data, words }: SelfContained): string {
  const script = pageFile(folder, 'page.js');
  const style = pageFile(folder, 'page.css');
  const head = `<meta http-equiv="content-security-policy" content="${policy(script, style)}">\n<style>${style}</style>\n`;
  const embeddedData = `<script type="application/json" id="${id}">${embedded(data)}</script>\n`;
  return pageShell(head, `${embeddedData}<script type="module">${script}</script>\n`, words);
}

/** JSON that cannot leave its element: nothing in it begins a tag or a comment. https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements */
function embedded(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** A script and a style by their hashes; no other, and no address. */
function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** A file of the page as it may stand inside of a `script` or `style` element; the bundler escapes what would end one. */
function pageFile(folder: URL, name: string): string {
  return readFileSync(new URL(name, folder), 'utf8').trim();
}
