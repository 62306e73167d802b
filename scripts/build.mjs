#!/usr/bin/env node
// Compiles TypeScript into dist/ from nothing, so that no output of a removed source survives. It is made beside the old one
// and put in its place whole: another command of this clone may be running from there.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePage, PAGES } from './bundle-page.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const dist = path.join(root, 'dist');
const fresh = path.join(root, `dist.new-${process.pid}`);
const old = path.join(root, `dist.old-${process.pid}`);

try {
  const faults = [
    compile(['--project', root, '--outDir', fresh]),
    ...PAGES.map((page) => compile(['--project', path.join(root, page)])),
  ];
  process.exitCode = Math.max(...faults);
  for (const page of PAGES) await bundlePage(root, page, path.join(fresh, page));
  copyData();
  // npm links the commands of installed packages and makes them executable; in a clone, `npx` runs this very file.
  chmodSync(path.join(fresh, 'src/cli/bin.js'), 0o755);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
} finally {
  for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
}

/** Type errors are told, and end the build in a failure; what could be compiled is there all the same. */
function compile(args) {
  return spawnSync(process.execPath, [tsc, ...args], { stdio: 'inherit' }).status ?? 1;
}

/** What is no module is read at run time from beside the modules: data, templates and recipes. */
function copyData() {
  for (const file of readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.json') && !file.endsWith('tsconfig.json'))
      cpSync(path.join(root, 'src', file), path.join(fresh, 'src', file));
  }
  for (const name of readdirSync(path.join(root, 'codemods'))) {
    for (const kept of ['template', 'recipe.yaml']) {
      const from = path.join(root, 'codemods', name, kept);
      if (existsSync(from)) cpSync(from, path.join(fresh, 'codemods', name, kept), { recursive: true });
    }
  }
}
