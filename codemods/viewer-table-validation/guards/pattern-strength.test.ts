import assert from 'node:assert/strict';
import { suite } from '../../../src/testing/suite.js';
import { type PatternUse, patternStrength } from './pattern-strength.js';

const test = suite('patternStrength');

const STRONG: readonly (readonly [string, PatternUse])[] = [
  ['[A-Za-z_][A-Za-z0-9_]*', 'fullmatch'],
  [String.raw`\w+`, 'fullmatch'],
  [String.raw`^\w+$`, 'fullmatch'],
  ['(?i)[a-z_]{1,64}', 'fullmatch'],
  [String.raw`(?:logs|notes)_\d{4}`, 'fullmatch'],
  [String.raw`\w+(\.\w+)?`, 'fullmatch'],
  [String.raw`^[A-Za-z_]\w*\Z`, 'match'],
  [String.raw`\w+\Z`, 'match'],
  [String.raw`\A\w+\Z`, 'search'],
  [String.raw`^(a|b)\Z`, 'match'],
  ['[^A-Za-z0-9_]', 'finds-others'],
  [String.raw`\W`, 'finds-others'],
  [String.raw`[^\w.-]+`, 'finds-others'],
];

const WEAK: readonly (readonly [string, PatternUse])[] = [
  [String.raw`^\w+$`, 'match'],
  [String.raw`^\w+$`, 'search'],
  [String.raw`\w+`, 'match'],
  [String.raw`\w+\Z`, 'search'],
  ['.+', 'fullmatch'],
  [String.raw`\S+`, 'fullmatch'],
  ['[^;]+', 'fullmatch'],
  [String.raw`[\w ]+`, 'fullmatch'],
  [String.raw`\w+ \w+`, 'fullmatch'],
  [String.raw`a|b\Z`, 'match'],
  ['[;\'"]', 'finds-others'],
  [String.raw`\s`, 'finds-others'],
  ['[^;]', 'finds-others'],
];

for (const [pattern, use] of STRONG) {
  test(`${use} of ${pattern} is enough`, () => assert.equal(patternStrength(pattern, use), 'strong'));
}
for (const [pattern, use] of WEAK) {
  test(`${use} of ${pattern} is not`, () => assert.equal(patternStrength(pattern, use), 'weak'));
}
