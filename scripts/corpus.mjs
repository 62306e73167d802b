#!/usr/bin/env node
// The corpus of real Python (default folder: .corpus, which git ignores).
//   node scripts/corpus.mjs fetch [folder]                 downloads it from Debian, by apt, once
//   node scripts/corpus.mjs run [folder] [codemod ...]     runs codemods over it in dry run and checks what they would do
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchCorpus } from './corpus/fetch.mjs';
import { PACKAGES } from './corpus/packages.mjs';
import { runCorpus } from './corpus/run.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [command, folder = path.join(root, '.corpus'), ...names] = process.argv.slice(2);

if (command === 'fetch') {
  const { index, missing } = fetchCorpus(path.resolve(folder), PACKAGES);
  const files = index.reduce((sum, entry) => sum + entry.pythonFiles, 0);
  console.log(
    `${index.length} packages, ${files} Python files${missing.length > 0 ? `; not available: ${missing.join(', ')}` : ''}`,
  );
} else if (command === 'run') {
  const faults = runCorpus(path.resolve(folder), names.length > 0 ? names : undefined);
  console.log(`\n${faults} wrong in all`);
  process.exitCode = faults > 0 ? 1 : 0;
} else {
  console.error('usage: node scripts/corpus.mjs fetch [folder] | run [folder] [codemod ...]');
  process.exitCode = 2;
}
