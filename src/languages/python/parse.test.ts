import * as assert from 'node:assert/strict';
import { isSkip, type SourceFile } from '../../core/source-file.js';
import { suite } from '../../testing/suite.js';
import { parseNative, parsePython } from './parse.js';
import type { PythonFile } from './python-file.js';

const test = suite('parse');

function parsed(text: string): PythonFile {
  const source: SourceFile = { path: 'a.py', text, encoding: 'utf-8', hasBom: false, newline: '\n' };
  const file = parsePython(source);
  if (isSkip(file)) throw new Error(file.message);
  return file;
}

test('comments, and blocks that end with one, end before a CRLF', () => {
  const text = 'if x: # a\r\n  y\r\n  # b\r\n# c\r\nz\r\n';
  assert.equal(parseNative(text).rootNode.descendantsOfType('comment')[0]?.text, '# a\r', 'the grammar itself sees the CR');
  const file = parsed(text);
  assert.deepEqual(
    [...file.root.ofType('comment')].map((comment) => comment.text),
    ['# a', '# b', '# c'],
  );
  assert.deepEqual(
    [...file.root.ofType('block')].map((block) => block.text),
    ['y\r\n  # b'],
  );
});

test('a lone CR ends a line', () => {
  const file = parsed('x = 1 # a\rif y:\r  z\r');
  assert.deepEqual(
    file.root.namedChildren.map((node) => node.text),
    ['x = 1', 'if y:\r  z'],
  );
  assert.equal([...file.root.ofType('comment')][0]?.text, '# a');
});

test('a backslash at the end of a line is white space', () => {
  const text = 'x = 1 + \\\n  2\nif x: \\\n  y\n';
  assert.equal(parseNative(text).rootNode.descendantsOfType('line_continuation').length, 2, 'the grammar itself names it');
  const file = parsed(text);
  assert.deepEqual([...file.root.ofType('line_continuation')], []);
  const sum = [...file.root.ofType('binary_operator')][0];
  assert.deepEqual(
    sum?.namedChildren.map((node) => node.text),
    ['1', '2'],
  );
});

test('the copy says what the native tree says, the second time too', () => {
  const text =
    '@d\nasync def f(a, *b: int, c="x" f"{a!r}") -> str:\n    if a not in b: return (yield)\n    match a:\n        case [1, *_]: pass\n';
  for (let time = 0; time < 2; time++) {
    const cursor = parseNative(text).walk();
    for (const node of parsed(text).root.descendants()) {
      const facts = [cursor.nodeType, cursor.nodeIsNamed, cursor.currentFieldName ?? null, cursor.startIndex, cursor.endIndex];
      assert.deepEqual([node.type, node.named, node.field, node.start, node.end], facts);
      advance(cursor);
    }
  }
});

/** Moves to the next node in the order of the text. */
function advance(cursor: ReturnType<ReturnType<typeof parseNative>['walk']>): void {
  if (cursor.gotoFirstChild() || cursor.gotoNextSibling()) return;
  while (cursor.gotoParent()) if (cursor.gotoNextSibling()) return;
}
