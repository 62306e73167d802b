import assert from 'node:assert/strict';
import { suite } from '../../src/testing/suite.js';
import { anchorOf } from './anchor-of.js';

const test = suite('anchors of headings');

const CASES: readonly (readonly [string, string])[] = [
  ['Security scanning', 'security-scanning'],
  ['What is it?', 'what-is-it'],
  ['C++ & co.', 'c--co'],
  ['🔒 Locks', '-locks'],
  ['snake_case', 'snake_case'],
  ['Größe', 'größe'],
];

for (const [title, anchor] of CASES) test(title, () => assert.equal(anchorOf(title), anchor));
