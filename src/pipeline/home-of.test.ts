import assert from 'node:assert/strict';
import path from 'node:path';
import { suite } from '../testing/suite.js';
import { homeOf } from './home-of.js';

const test = suite('where a transform runs');

const native = (file: string): string => file.replaceAll('/', path.sep);

test('is its folder, or the one in which its package is installed', () => {
  assert.equal(homeOf(native('/a/transforms/t.js')), native('/a/transforms'));
  assert.equal(homeOf(native('/a/node_modules/p/transforms/t.js')), native('/a/node_modules'));
  assert.equal(homeOf(native('/a/node_modules/@s/p/t.js')), native('/a/node_modules'));
  assert.equal(homeOf(native('/a/node_modules/.pnpm/p@1/node_modules/p/t.js')), native('/a/node_modules/.pnpm/p@1/node_modules'));
});
