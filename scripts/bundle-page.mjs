// Bundles a page into one module and one style sheet, with the licences of what is in them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** The pages, below the folder of the toolkit. */
export const PAGES = ['src/review/page', 'src/bulk/page'];

/** @param root the folder of the toolkit. @param name one of `PAGES`. @param out the folder to write into. */
export async function bundlePage(root, name, out) {
  const page = path.join(root, name);
  const { metafile } = await build({
    entryPoints: { page: path.join(page, 'main.tsx') },
    outdir: out,
    bundle: true,
    format: 'esm',
    // What is read by a browser of the last two years; the newest that is needed is the dialog element.
    target: ['chrome120', 'firefox121', 'safari17'],
    tsconfig: path.join(page, 'tsconfig.json'),
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  await build({
    entryPoints: { page: path.join(page, 'page.css') },
    outdir: out,
    bundle: true,
    target: ['chrome120', 'firefox121', 'safari17'],
    minify: true,
    logLevel: 'warning',
  });
  writeFileSync(path.join(out, 'LICENSES.txt'), licences(root, Object.keys(metafile.inputs)));
}

/** The licence of every package that a bundle holds code of. */
function licences(root, inputs) {
  const packages = new Set(inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  const texts = [...packages].sort().map((name) => {
    const folder = path.join(root, 'node_modules', name);
    return `${name}\n\n${readFileSync(path.join(folder, 'LICENSE'), 'utf8').trim()}\n`;
  });
  return `page.js holds code of these packages.\n\n${texts.join('\n')}`;
}
