#!/usr/bin/env node
// Compiles TypeScript into dist/ from nothing, so that no output of a removed source survives.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, '--project', root], { stdio: 'inherit' });
process.exitCode = status ?? 1;

// What is no module is read at run time from beside the modules: data, templates and recipes.
for (const file of readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
  if (file.endsWith('.json')) cpSync(path.join(root, 'src', file), path.join(root, 'dist/src', file));
}
for (const name of readdirSync(path.join(root, 'codemods'))) {
  for (const kept of ['template', 'recipe.yaml']) {
    const from = path.join(root, 'codemods', name, kept);
    if (existsSync(from)) cpSync(from, path.join(root, 'dist/codemods', name, kept), { recursive: true });
  }
}
