import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defineCodemod } from '../../../core/codemod.js';
import { runBound } from '../../../testing/run-on.js';
import { SPELLINGS } from '../../../testing/spellings.js';
import { suite } from '../../../testing/suite.js';
import type { ForeignTransform } from './foreign-options.js';
import { jscodeshiftTransform } from './jscodeshift-transform.js';
import { tsMorphTransform } from './ts-morph-transform.js';

const test = suite('identity');

/** How many real files go through each tool in each spelling. `JS_IDENTITY_FILES` asks for more; scripts/identity.mjs goes over thousands. */
const SAMPLE = Number(process.env['JS_IDENTITY_FILES'] ?? 25);
const LARGEST = 60_000;

const require = createRequire(import.meta.url);
const recast = require('recast') as { prettyPrint(node: unknown): { code: string } };
const MODULES = path.dirname(path.dirname(require.resolve('jscodeshift/package.json')));

/** Source files of installed packages, spread evenly over all of them. */
function sample(): readonly (readonly [string, string])[] {
  const names = readdirSync(MODULES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.([cm]?js|jsx|[cm]?ts|tsx)$/.test(name) && !/\.min\.|\.d\.[cm]?ts$|(^|\/)flow-parser\//.test(name))
    .sort();
  const files: (readonly [string, string])[] = [];
  for (let index = 0; files.length < SAMPLE && index < SAMPLE * 4; index++) {
    const name = names[Math.floor((index * 0.618034 * names.length) % names.length)] ?? '';
    const bytes = readFileSync(path.join(MODULES, name));
    if (bytes.length < LARGEST && bytes.length > 0) files.push([name.replace(/^\.\.\//, ''), bytes.toString('utf8')]);
  }
  return files;
}

const TOOLS: Readonly<Record<string, ForeignTransform>> = {
  jscodeshift: jscodeshiftTransform((file, { j }) => j(file.source).toSource()),
  'recast, printing all anew': jscodeshiftTransform((file, { j }) => recast.prettyPrint(j(file.source).get().node).code),
  'ts-morph, formatting': tsMorphTransform((sourceFile) => sourceFile.formatText()),
};

const files = sample();
for (const [tool, transform] of Object.entries(TOOLS)) {
  for (const [spelling, respell] of Object.entries(SPELLINGS)) {
    test(`${tool}, files spelt: ${spelling}`, async () => {
      const codemod = defineCodemod({
        name: 'identity',
        version: '1.0.0',
        summary: 'Changes nothing.',
        params: {},
        codes: {},
        foreign: true,
        languages: { javascript: transform },
      });
      const input = Object.fromEntries(files.map(([name, text]) => [name, respell(text)]));
      const run = await runBound([{ codemod, params: {} }], input, 'unsafe');
      const failures = run.outcomes.flatMap(({ path, failure }) => (failure === null ? [] : [`${path}: ${failure.message}`]));
      assert.deepEqual(failures, []);
      if (!tool.includes('anew')) assert.deepEqual(run.changed, []);
      // recast moves some comments and takes some braces and empty statements away: those are changes.
      assert.ok(run.counts.unchanged > SAMPLE * 0.8, JSON.stringify(run.counts));
    });
  }
}
