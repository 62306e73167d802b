import assert from 'node:assert/strict';
import type { NodePath } from '@babel/traverse';
import { applyEdits } from '../../../core/edit.js';
import { isSkip } from '../../../core/source-file.js';
import { javascriptSource } from '../../../testing/javascript-source.js';
import { suite } from '../../../testing/suite.js';
import { parseJavaScript } from '../parse.js';
import { programPathOf } from '../scope/program-path.js';
import { makeStyle } from './make-style.js';
import type { TryClauses } from './style.js';

const test = suite('statements that finish with others');

const CLAUSES: TryClauses = { catch: { name: 'error', body: "say('no', error);" } };

/** Makes what speaks of `last` the `finally` of what speaks of `first`, in the body of the only function. */
function finished(text: string, clauses: TryClauses | null): string | null {
  const file = parseJavaScript(javascriptSource(text, 'a.ts'));
  assert.ok(!isSkip(file), JSON.stringify(file));
  const statements: NodePath[] = [];
  programPathOf(file).traverse({
    BlockStatement(block) {
      if (block.parentPath.isFunction()) statements.push(...block.get('body'));
    },
  });
  const speaking = (word: string): NodePath[] =>
    statements.filter(({ node }) => text.slice(node.start ?? 0, node.end ?? 0).includes(word));
  const [[tried, ...moreTried], [always, ...moreAlways]] = [speaking('first'), speaking('last')];
  assert.ok(tried !== undefined && always !== undefined);
  const edits = makeStyle(file).finishWith(
    { first: tried, last: moreTried.at(-1) ?? tried },
    { first: always, last: moreAlways.at(-1) ?? always },
    clauses,
  );
  const after = edits === null ? null : applyEdits(text, edits);
  if (after !== null) assert.ok(!isSkip(parseJavaScript(javascriptSource(after, 'a.ts'))), after);
  return after;
}

test('stand in a try of their own, with the comments above them', () => {
  assert.equal(
    finished('function f() {\n  first(`a\nb`); // one\n\n  // two\n  last({\n    a,\n  }); // three\n  more();\n}\n', CLAUSES),
    "function f() {\n  try {\n    first(`a\nb`); // one\n  } finally {\n    // two\n    try {\n      last({\n        a,\n      }); // three\n    } catch (error) {\n      say('no', error);\n    }\n  }\n  more();\n}\n",
  );
});

test('keep tabs, CRLF, double quotes and missing semicolons', () => {
  assert.equal(
    finished('function f() {\r\n\tfirst("a")\r\n\r\n\tlast("b")\r\n}\r\n', CLAUSES),
    'function f() {\r\n\ttry {\r\n\t\tfirst("a")\r\n\t} finally {\r\n\t\ttry {\r\n\t\t\tlast("b")\r\n\t\t} catch (error) {\r\n\t\t\tsay("no", error)\r\n\t\t}\r\n\t}\r\n}\r\n',
  );
});

test('stand plainly without clauses, and may be several', () => {
  assert.equal(
    finished('function f() {\n    first(1);\n    first(2);\n    last(3);\n    last(4);\n}\n', null),
    'function f() {\n    try {\n        first(1);\n        first(2);\n    } finally {\n        last(3);\n        last(4);\n    }\n}\n',
  );
});

test('are opened where all stands on one line', () => {
  assert.equal(
    finished("function f() { a(); first(1); last('b'); last('c'); return 1 }\n", CLAUSES),
    "function f() {\n  a();\n  try {\n    first(1);\n  } finally {\n    try {\n      last('b');\n      last('c');\n    } catch (error) {\n      say('no', error);\n    }\n  }\n  return 1\n}\n",
  );
  assert.equal(
    finished('function f() { first(); last(); }\n', null),
    'function f() {\n  try {\n    first();\n  } finally {\n    last();\n  }\n}\n',
  );
});

const REFUSED: readonly (readonly [title: string, text: string])[] = [
  ['that share a line', 'function f() {\n  first(); last();\n}\n'],
  ['on one line with a comment', 'function f() { first(); /* a */ last(); }\n'],
  ['on one line that need a name of the others', 'function f() { const a = first(); last(a); }\n'],
  ['that do not follow', 'function f() {\n  first();\n  other();\n  last();\n}\n'],
  ['that need a name of the others', 'function f() {\n  const a = first();\n  last(a);\n}\n'],
  ['that dispose of something', 'function f() {\n  using a = first();\n  last();\n}\n'],
  ['behind a comment on the same line', 'function f() {\n  first();\n  /* a */ last();\n}\n'],
];

for (const [title, text] of REFUSED) test(`not: ${title}`, () => assert.equal(finished(text, CLAUSES), null));
