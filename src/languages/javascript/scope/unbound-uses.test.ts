import assert from 'node:assert/strict';
import { isSkip } from '../../../core/source-file.js';
import { javascriptSource } from '../../../testing/javascript-source.js';
import { suite } from '../../../testing/suite.js';
import { parseJavaScript } from '../parse.js';
import { programPathOf } from './program-path.js';
import { unboundUses } from './unbound-uses.js';

const test = suite('unbound uses');

/** The uses of `x` and `y` that nothing binds, in the order of the text: `x read`, `y written`. */
function used(text: string): readonly string[] {
  const file = parseJavaScript(javascriptSource(text, 'a.tsx'));
  assert.ok(!isSkip(file), JSON.stringify(file));
  const uses = unboundUses(programPathOf(file), new Set(['x', 'y']));
  return uses.map(({ path, isWritten }) => `${path.node.name} ${isWritten ? 'written' : 'read'}`);
}

const CASES: readonly (readonly [text: string, ...uses: readonly string[]])[] = [
  ['x.join(y)', 'x read', 'y read'],
  ['y(); x(); y()', 'y read', 'x read', 'y read'],
  ['x = 1; y++', 'x written', 'y written'],
  ['[x, { a: y = 1 }] = z; ({ ...x } = z)', 'x written', 'y written', 'x written'],
  ['[z = x] = y', 'x read', 'y read'],
  ['for (x of y);', 'x written', 'y read'],
  ['x.a = y', 'x read', 'y read'],
  ['const a = <x.A b={y} />', 'x read', 'y read'],
  ['typeof x', 'x read'],
  ['({ x: 1, y })', 'y read'],
  ['function f(x) { return x } f(y)', 'y read'],
  ['z.x; x: for (;;) break x'],
  ["import x from 'x'; const y = x; y(x)"],
  ['x(y); function x() {} var y'],
];

for (const [text, ...uses] of CASES) test(text, () => assert.deepEqual(used(text), uses));
