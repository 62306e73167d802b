import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { indentAt, reindent } from './indent.js';
import { type Environment, parseTemplate, render, variablesOf } from './template.js';

const test = suite('templates of ast-grep');

/** `A` and `B` are ranges of the text between brackets, `MADE` is a text. */
function filled(template: string, text: string, values: Readonly<Record<string, string>> = {}): string {
  const rangeOf = (value: string | undefined) => {
    const start = value === undefined ? -1 : text.indexOf(value);
    return value === undefined || start < 0 ? null : { start, end: start + value.length };
  };
  const environment: Environment = {
    text,
    one: (name) => rangeOf(values[name]),
    many: (name) => rangeOf(values[`${name}S`]),
    made: (name) => values[name] ?? null,
  };
  return render(parseTemplate(template, new Set(['MADE'])), environment, text.indexOf('match'));
}

test('one, many and made metavariables are put in, and nothing else that has a dollar', () => {
  assert.equal(filled('f($A, $$$B, $MADE)', 'match x, y', { A: 'x', BS: 'x, y', MADE: 'z' }), 'f(x, x, y, z)');
  assert.equal(filled('$ $a $$A $1 ${A}', 'match x', { A: 'x' }), '$ $a x  ${A}');
  assert.equal(filled('[$$$$B]', 'match x', { BS: 'x' }), '[$x]');
});

test('what stands for nothing is left out', () => assert.equal(filled('f($A$$$B$MADE)', 'match'), 'f()'));

test('lines keep their indentation to each other where they are put', () => {
  const text = 'if (a) {\n    match(\n      {\n        b: 1\n      }\n    )\n}\n';
  const value = '{\n        b: 1\n      }';
  assert.equal(filled('call(\n  $A,\n)', text, { A: value }), 'call(\n      {\n        b: 1\n      },\n    )');
  assert.equal(filled('call(\n  $MADE,\n)', text, { MADE: '{\n}' }), 'call(\n      {\n      },\n    )');
});

test('a line is indented by its spaces; one that is too long, or begins with a tab, is not', () => {
  assert.equal(indentAt('a\n  b', 4), 2);
  assert.equal(indentAt('  b', 2), 2);
  assert.equal(indentAt('\t  b', 3), 0);
  assert.equal(indentAt(`  ${'x'.repeat(600)}`, 602), 0);
  assert.equal(indentAt(`  ${'x'.repeat(500)}`, 502), 2);
  assert.equal(reindent('a\n  b\nc', 2, 0), 'a\nb\nc', 'a line that has less keeps it');
  assert.equal(reindent('a\n\nb', 0, 2), 'a\n  \n  b');
});

test('the metavariables of a template are told, once for each place', () => {
  const names = variablesOf(parseTemplate('$A $$$B $A', new Set())).map(({ name, kind }) => `${name} ${kind}`);
  assert.deepEqual(names, ['A one', 'B many', 'A one']);
});
