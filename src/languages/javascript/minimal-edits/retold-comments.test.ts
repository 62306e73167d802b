import assert from 'node:assert/strict';
import { replaceRange } from '../../../core/edit.js';
import { isSkip } from '../../../core/source-file.js';
import { suite } from '../../../testing/suite.js';
import { parseJavaScript } from '../parse.js';
import { strayComment } from './stray-comment.js';

const test = suite('comments that come to stand with other code');

function strayIn(before: string, after: string): string | null {
  const file = parseJavaScript({ path: 'a.ts', text: before, encoding: 'utf-8', hasBom: false, newline: '\n' });
  assert.ok(!isSkip(file));
  return strayComment(file, [replaceRange(before, { start: 0, end: before.length }, after)]);
}

const STRAYS: Readonly<Record<string, readonly [before: string, after: string, stray: string]>> = {
  'swapped branches': ['a = b\n  ? one // one\n  : two; // two\n', 'a = !b\n  ? two\n  : // one\none; // two\n', '// two'],
  'behind another one': ['a = [\n  b,\n  c, // c\n];\n', 'a = [b, // c\n  c, "n"];\n', '// c'],
  'the last one before a member': [
    'a = {\n  b,\n  c,\n  // end\n};\n',
    'a = {\n  b,\n\n  // end\n  c,\n\n  d: 1\n};\n',
    '// end',
  ],
  'from above to behind': ['f(\n  // about a\n  a,\n);\n', 'f(\n  1, // about a\n  a,\n);\n', '// about a'],
  'above another one': ["type U =\n  | 'a'\n  // b\n  | 'b';\n", "type U =\n  // b\n  'a' | 'b' | null;\n", '// b'],
  'above two': ["type U =\n  | 'a' // a\n  | 'b';\n", "type U =\n  // a\n  'a' | 'b' | null;\n", '// a'],
  'an operand': ['a = b || // or\n  c;\n', 'a = // or\nb ?? c;\n', '// or'],
};

test('are told, where what they stood with stays', () => {
  for (const [name, [before, after, stray]] of Object.entries(STRAYS)) assert.equal(strayIn(before, after), stray, name);
});

/** The control: what codemods do every day. */
const USUAL: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'another first word': ['// why\nvar a = b(c);\n', '// why\nconst d = e(b(c));\n'],
  'arguments in another order': ['f(a, b); // why\n', 'f(b, a); // why\n'],
  'what it was about is gone': ['// a\na();\nb();\n', '// a\nb();\n'],
  'one more behind the last one': ['a = [\n  b,\n  // end\n];\n', 'a = [\n  b,\n  // end\n  c,\n];\n'],
  'one more before the last one': ['a = [\n  b,\n  // end\n];\n', 'a = [\n  b,\n  c,\n  // end\n];\n'],
  'wrapped ': ['// a\na();\n', '// a\nif (on) {\n  a();\n}\n'],
  unwrapped: ['if (on) { // why\n  a(); // a\n  // end\n}\nb();\n', '// why\na(); // a\n// end\nb();\n'],
  'below a header': [
    '// header\n\nimport a from "a";\nimport b from "b";\n',
    '// header\n\nimport b from "b";\nimport a from "a";\n',
  ],
};

test('are not told where they stand with the same, or that has gone, or where other code is new', () => {
  for (const [name, [before, after]] of Object.entries(USUAL)) assert.equal(strayIn(before, after), null, name);
});
