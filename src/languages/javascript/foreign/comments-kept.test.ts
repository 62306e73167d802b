import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type jscodeshift from 'jscodeshift';
import type { Collection, JSCodeshift } from 'jscodeshift';
import { defineCodemod } from '../../../core/codemod.js';
import { runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import type { ForeignTransform } from './foreign-options.js';
import { jscodeshiftTransform } from './jscodeshift-transform.js';

const test = suite('comments that a printer ends with a separator');

const require = createRequire(import.meta.url);

async function written(javascript: ForeignTransform, before: string, threshold: 'safe' | 'unsafe' = 'safe'): Promise<string> {
  const about = { name: 'comments', version: '1.0.0', summary: 'Runs a transform.', params: {}, codes: {}, foreign: true };
  const codemod = defineCodemod({ ...about, languages: { javascript } });
  return (await runBound([{ codemod, params: {} }], { 'a.ts': before }, threshold)).text('a.ts');
}

/** Puts a member behind those of each type. */
function addMember(j: JSCodeshift, source: string): string {
  const root: Collection = j(source);
  const member = () => j.tsPropertySignature(j.identifier('c'), j.tsTypeAnnotation(j.tsStringKeyword()));
  root.find(j.TSInterfaceBody).forEach(({ node }) => void node.body.push(member()));
  root.find(j.TSTypeLiteral).forEach(({ node }) => void node.members.push(member()));
  return root.toSource();
}

/** Before, what jscodeshift itself prints, and ours. */
const CASES: readonly (readonly [before: string, theirs: string, ours: string])[] = [
  [
    'interface I {\n  a: string; // a\n  b?: number; // b\n}\n',
    'interface I {\n  a: string; // a;\n  b?: number; // b;\n  c: string;\n}\n',
    'interface I {\n  a: string; // a\n  b?: number; // b\n  c: string;\n}\n',
  ],
  [
    'interface I {\n  a: string // a\n  b?: number // b\n}\n',
    'interface I {\n  a: string // a;\n  b?: number // b;\n  c: string;\n}\n',
    'interface I {\n  a: string // a\n  b?: number // b\n  c: string;\n}\n',
  ],
  [
    'type T = {\n  x: 1, // one\n  y: 2, // two\n}\n',
    'type T = {\n  x: 1, // one;\n  y: 2, // two;\n  c: string;\n}\n',
    'type T = {\n  x: 1, // one\n  y: 2, // two\n  c: string;\n}\n',
  ],
  [
    'type T = {\n  x: 1, // same\n  y: 2, // same\n}\n// same\n',
    'type T = {\n  x: 1, // same;\n  y: 2, // same;\n  c: string;\n}\n// same\n',
    'type T = {\n  x: 1, // same\n  y: 2, // same\n  c: string;\n}\n// same\n',
  ],
  // The control: a comment of the file that ends so, and one that is a text.
  [
    "interface I {\n  a: '// b;' // a;\n}\n",
    "interface I {\n  a: '// b;' // a;\n  c: string;\n}\n",
    "interface I {\n  a: '// b;' // a;\n  c: string;\n}\n",
  ],
];

test('are written as the file has them', async () => {
  const j = (require('jscodeshift') as typeof jscodeshift).withParser('ts');
  for (const [before, theirs, ours] of CASES) {
    assert.equal(addMember(j, before), theirs, 'the control');
    assert.equal(
      await written(
        jscodeshiftTransform((file, api) => addMember(api.j, file.source)),
        before,
      ),
      ours,
    );
  }
});

test('the separator is written where the next line would go on with this one without it', async () => {
  const print = (printed: string) => jscodeshiftTransform(() => printed);
  const before = 'interface I {\n  a: 1; // a\n  (): 2; // b\n  d;\n}\n';
  // The program of this text has a method: what the printer meant is what the file has.
  const theirs = 'interface I {\n  a // a;\n  (): 2 // b;\n  e;\n}\n';
  assert.equal(await written(print(theirs), before), 'interface I {\n  a; // a\n  (): 2; // b\n  e;\n}\n');
  // None where it would end what goes on, nor a second one.
  const clause = 'if (a) {} // a\nelse b(); // b\nold; // c\n';
  const theirClause = 'if (a) {} // a;\nelse b(); // b;\nfresh // c;\n';
  assert.equal(await written(print(theirClause), clause), clause.replace('old', 'fresh'));
});

test('a comment that the transform has written stays', async () => {
  const before = 'a; // a\nb; // a\n';
  for (const after of ['a; // a\nb; // b;\n', 'a; // a\nb; // a\nc; // a;\n', 'a; // other,\nb; // a\n']) {
    assert.equal(
      await written(
        jscodeshiftTransform(() => after),
        before,
        'unsafe',
      ),
      after,
    );
  }
});

test('a separator that is all that the transform has written stays', async () => {
  const before = 'a() // todo\nb() // todo\n';
  const end = jscodeshiftTransform((file) => file.source.replace('todo', 'todo;'));
  assert.equal(await written(end, before, 'unsafe'), before.replace('todo', 'todo;'));
});
