#!/usr/bin/env node
// The corpus of real Python: node scripts/corpus.mjs fetch [folder] downloads it (Debian, apt), once.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchCorpus } from './corpus/fetch.mjs';
import { PACKAGES } from './corpus/packages.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [command = 'fetch', folder = path.join(root, '.corpus')] = process.argv.slice(2);

if (command === 'fetch') {
  const { index, missing } = fetchCorpus(path.resolve(folder), PACKAGES);
  const files = index.reduce((sum, entry) => sum + entry.pythonFiles, 0);
  console.log(
    `${index.length} packages, ${files} Python files${missing.length > 0 ? `; not available: ${missing.join(', ')}` : ''}`,
  );
} else {
  console.error('usage: node scripts/corpus.mjs fetch [folder]');
  process.exitCode = 2;
}
