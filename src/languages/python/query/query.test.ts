import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { CodemodError } from '../../../core/errors.js';
import { dominantNewline, isSkip } from '../../../core/source-file.js';
import { suite } from '../../../testing/suite.js';
import { parsePython } from '../parse.js';
import type { PythonFile } from '../python-file.js';
import { query } from './query.js';

const test = suite('query');

function parsed(text: string): PythonFile {
  const file = parsePython({ path: 'a.py', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  if (isSkip(file)) throw new Error(file.message);
  return file;
}

const SOURCE = `import a  # one
f(g(1), "x")
class C:
    def m(self):
        return h("y", \\
                 f(2))
`;

const CALL = '(call function: (identifier) @function arguments: (argument_list (_)? @first)) @call';

test('captures nodes of our own tree, in the order of the text', () => {
  const file = parsed(SOURCE);
  const matches = query(file, '(call function: (identifier) @function) @call');
  assert.deepEqual(
    matches.map((match) => [match.one('call').text.slice(0, 4), match.one('function').text]),
    [
      ['f(g(', 'f'],
      ['g(1)', 'g'],
      ['h("y', 'h'],
      ['f(2)', 'f'],
    ],
  );
  assert.ok([...file.root.descendants()].includes(matches[0]?.one('call') ?? file.root));
});

test('is limited to a node', () => {
  const file = parsed(SOURCE);
  const [method] = [...file.root.ofType('class_definition')];
  assert.ok(method !== undefined);
  assert.deepEqual(
    query(file, '(call function: (identifier) @function)', method).map((match) => match.one('function').text),
    ['h', 'f'],
  );
  assert.deepEqual(query(parsed('x\n'), '(expression_statement) @s', parsed('x\n').root).length, 1);
});

test('a capture that is not there is an error for one() and nothing for all()', () => {
  const [match] = query(parsed('f()\n'), CALL);
  assert.deepEqual(match?.all('first'), []);
  assert.throws(() => match?.one('first'), { code: 'capture-missing' });
});

test('predicates hold', () => {
  const file = parsed(SOURCE);
  const names = (text: string): readonly string[] =>
    query(file, `(call function: (identifier) @f ${text})`).map((match) => match.one('f').text);
  assert.deepEqual(names('(#eq? @f "f")'), ['f', 'f']);
  assert.deepEqual(names('(#not-eq? @f "f")'), ['g', 'h']);
  assert.deepEqual(names('(#match? @f "^[gh]$")'), ['g', 'h']);
  assert.deepEqual(names('(#any-of? @f "f" "h")'), ['f', 'h', 'f']);
});

test('predicates see the text of the file, in CRLF and CR too', () => {
  for (const newline of ['\n', '\r\n', '\r']) {
    const file = parsed('x = """a\nb""" # one\ny # two\n'.replaceAll('\n', newline));
    assert.deepEqual(
      query(file, '((comment) @c (#match? @c "one$"))').map((match) => match.one('c').text),
      ['# one'],
    );
    assert.equal(query(file, '((string) @s (#match? @s "a\\r?\\n?b"))').length, 1);
  }
});

test('white space that the grammar names is not captured', () => {
  assert.deepEqual(query(parsed('x = \\\n  1\n'), '(line_continuation) @w'), []);
});

const broken: readonly (readonly [query: string, message: RegExp])[] = [
  ['(call', /line 1, column 1: "\(" is never closed/],
  ['hello)', /line 1, column 6: "\)" closes nothing/],
  ['(call]', /line 1, column 6: "\]" closes nothing/],
  ['; only a comment (\n\n  (cal) @x', /line 3, column 4: there is no node type "cal"\. Did you mean "call"/],
  ['(call\n  functoin: (_))', /line 2, column 3: there is no field "functoin"\. Did you mean "function"/],
  ['((call) @a (#eq? @a "é") (#eq? @b "x"))', /line 1, column 32: there is no capture "@b"/],
  ['(call) @a (#foo? @a)', /line 1, column 12: Unknown query predicate/],
  ['(call (module)) @a', /line 1, column 7: no tree can look like this/],
  ['((_)? (_)*)+ @a', /line 1, column 12: "\+" repeats something that can match nothing/],
  ['(_)?+', /column 5/],
  ['"x', /column 1: the string is never closed/],
  ['!', /column 1: this is not the syntax of a query/],
];

test('an error in a query is told with its place and a hint', () => {
  for (const [text, message] of broken) {
    assert.throws(
      () => query(parsed('x\n'), text),
      (error) => error instanceof CodemodError && error.code === 'query-invalid' && message.test(error.message),
      text,
    );
  }
});

test('no query crashes or hangs', () => {
  const pieces = fc.constantFrom(
    ...[
      '(',
      ')',
      '[',
      ']',
      '(call',
      '(identifier)',
      'function:',
      '"x"',
      '"',
      '@a',
      '.',
      '!name',
      '*',
      '+',
      '?',
      '_',
      '(_)',
      ' ',
      '\n',
    ],
    ...['(#eq? @a "x")', 'hello', '(ERROR)', ':', ';c\n', '(expression/call)', ',', '((_)?', ')+', '(call)*'],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
      try {
        query(parsed('f(1)\n'), parts.join(''));
      } catch (error) {
        assert.ok(error instanceof CodemodError, String(error));
      }
    }),
    { numRuns: 2_000, seed: 22 },
  );
});
