import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from '../testing/suite.js';
import { compileGlobs } from '../trees/path-filter.js';
import { loadClassification } from './classification.js';
import { ROLES } from './entry.js';
import { compileFirstMatch } from './first-match.js';

const test = suite('first match');

const NAMES = [
  'a',
  'b.py',
  'tests',
  'test_a.py',
  'x.test.ts',
  '.env',
  '.env.local',
  'Makefile',
  'README.md',
  'a.min.js',
  '.py',
  'b.PY',
  'é.py',
  ' ',
  '*.py',
];
const GLOBS = [
  'tests',
  '*.py',
  '.env',
  '.env.*',
  '*.test.ts',
  'test_*.py',
  'a/**',
  'a/tests',
  '*.md',
  'Makefile',
  '*.min.js',
  'a',
  '**/b.py',
  '*.js',
  '[ab]',
  'tests/',
];

test('answers what trying each glob in turn answers', () => {
  const lists = fc.array(fc.array(fc.constantFrom(...GLOBS), { minLength: 1, maxLength: 3 }), { maxLength: 4 });
  const paths = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 });
  let matched = 0;
  fc.assert(
    fc.property(lists, paths, (globs, parts) => {
      const path = parts.join('/');
      const expected = globs.map((list) => compileGlobs(list)).findIndex((matches) => matches(path));
      assert.equal(compileFirstMatch(globs)(path), expected, `${JSON.stringify(globs)} ${path}`);
      if (expected !== -1) matched++;
    }),
    { numRuns: 3000 },
  );
  assert.ok(matched > 500, `${matched} of 3000 matched`);
});

test('refuses a glob that could take minutes', () => {
  assert.throws(() => compileFirstMatch([['*a*b*c*d*']]), /cannot be used/);
  assert.throws(() => compileFirstMatch([['']]), /it is empty/);
});

test('the data file names every role, and no glob twice', () => {
  const { roles } = loadClassification();
  assert.deepEqual([...new Set(roles.map(({ role }) => role))].sort(), [...ROLES].sort());
  const globs = roles.flatMap((rule) => rule.globs);
  const twice = globs.filter((glob, index) => globs.indexOf(glob) !== index);
  assert.deepEqual(twice, []);
});
