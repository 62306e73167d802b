#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import type { Finished } from './main.js';
import { standardOutput } from './standard-streams.js';

// `--version` is asked by scripts and editors, often: it is answered before anything else is loaded.
async function run(): Promise<Finished> {
  const [first, ...rest] = process.argv.slice(2);
  if ((first !== '--version' && first !== '-V') || rest.length > 0) return (await import('./main.js')).main(process.argv);
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  standardOutput.write(`${version}\n`);
  return { exitCode: 0, hasWritten: false };
}

const finished = await run();
const fault = await standardOutput.settled();
process.exitCode = fault === null ? finished.exitCode : (await import('./output-lost.js')).outputLost(fault, finished);
