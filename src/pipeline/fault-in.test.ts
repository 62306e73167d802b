import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { CodemodError, messageOf } from '../core/errors.js';
import { suite } from '../testing/suite.js';
import { faultIn } from './fault-in.js';

const test = suite('what a codemod has thrown');

const FRAMES = {
  package: '    at new Path (/a/node_modules/@x/ast-types/lib/path.js:18:19)',
  transform: '    at transform (file:///home/me/rm.mjs:2:4)',
};

function told(error: Error, ...frames: readonly string[]): string {
  error.stack = [String(error), ...frames].join('\n');
  return faultIn(error).message;
}

test('an error without a message is told by its class and its place', () => {
  const { package: inPackage, transform } = FRAMES;
  assert.equal(told(new Error(''), inPackage), 'Error in @x/ast-types/lib/path.js:18');
  assert.equal(told(new TypeError(' \n'), inPackage, transform), 'TypeError in @x/ast-types/lib/path.js:18 (rm.mjs:2)');
  assert.equal(told(new Error(''), transform), 'Error in rm.mjs:2');
  assert.equal(told(new Error('')), 'Error');
  // The control: one that has a message says it, and the place of the user's own module alone.
  assert.equal(told(new Error('boom'), inPackage, transform), 'boom (rm.mjs:2)');
  assert.equal(told(new Error('boom'), inPackage), 'boom');
});

test('so is one of a package that throws such errors', () => {
  const { Path } = createRequire(import.meta.url)('ast-types') as { Path: () => void };
  assert.throws(
    () => Reflect.construct(Path, [null, {}]),
    (thrown) => {
      assert.match(faultIn(thrown).message, /^Error in ast-types\/lib\/path\.js:\d+$/);
      return thrown instanceof Error && thrown.message === '';
    },
  );
});

test('nothing that can be thrown has an empty message', () => {
  for (const thrown of ['', [], new Error(), new CodemodError('internal', ''), Object.assign(new Error(), { name: '' })]) {
    assert.notEqual(messageOf(thrown).trim(), '');
  }
  assert.deepEqual([messageOf('no'), messageOf(undefined), messageOf(new Error('no'))], ['no', 'undefined', 'no']);
});
