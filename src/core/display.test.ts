import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { codeSpan, fencedBlock, markdownText, visible, visibleLine, visibleParts } from './display.js';
import { cutEnd, displayWidth } from './display-width.js';

const test = suite('display');

test('what a terminal would obey is shown', () => {
  assert.equal(visible('a\u001b[31mb\u0007'), 'a\\x1b[31mb\\x07');
  assert.equal(visible('x\u202ey\u200bz'), 'x<U+202E>y<U+200B>z');
  assert.equal(visible('\ud800'), '<U+D800>');
  assert.equal(visible('tab\tand\nnewline stay, é and 😀 too'), 'tab\tand\nnewline stay, é and 😀 too');
  assert.equal(visibleLine('a\nb\tc\rd'), 'a\\nb\\tc\\rd');
});

test('no character of the controls and the bidi marks comes through', () => {
  const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).join('');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  assert.doesNotMatch(visibleLine(all), /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
});

test('a code span and a fence cannot be left', () => {
  assert.equal(codeSpan('a`b``c'), '```a`b``c```');
  assert.equal(codeSpan('`x'), '`` `x ``');
  assert.equal(codeSpan('a\nb'), '`a\\nb`');
  assert.equal(fencedBlock('diff', '```\nx'), '````diff\n```\nx\n````');
});

test('prose stays prose in Markdown', () => {
  assert.equal(markdownText('[x](y) <b> @you *a*'), '\\[x\\]\\(y\\) \\<b\\> \\@you \\*a\\*');
});

test('the parts are the visible text, and say what of it is an escape', () => {
  for (const text of ['', 'plain', '\u202e', 'a\u001b[31mb\u200b\u200bc', '\ud800x😀', 'tab\tand\nnewline\r']) {
    const parts = visibleParts(text);
    assert.equal(parts.map((part) => part.text).join(''), visible(text));
    assert.equal(
      parts.some(({ isEscape }) => isEscape),
      visible(text) !== text,
    );
  }
});

test('a line that is too wide ends in an ellipsis, between two characters', () => {
  for (const text of ['plain words to be cut', '😀😀😀😀😀', '\u6f22\u5b57\u6f22\u5b57x', 'e\u0301e\u0301e\u0301e\u0301']) {
    for (let columns = 1; columns <= displayWidth(text); columns++) {
      const cut = cutEnd(text, columns);
      assert.ok(displayWidth(cut) <= columns, `${columns}: ${cut}`);
      assert.equal(visible(cut), cut);
      assert.ok(columns === displayWidth(text) ? cut === text : cut.endsWith('…'), cut);
    }
  }
  assert.notEqual(visible('😀'.slice(0, 1)), '😀'.slice(0, 1), 'control: cut by code units, it is a lone surrogate');
});
