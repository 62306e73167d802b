import assert from 'node:assert/strict';
import { suite } from '../../../src/testing/suite.js';
import { braceParts, isNumeric, percentParts, type TemplatePart } from './templates.js';

const test = suite('templates');

/** Parts in short: texts as they are, fields as `<key rest>`, with `#` for numbers. */
function short(parts: readonly TemplatePart[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : `<${part.key}${part.rest}${part.number ? '#' : ''}>`)).join('');
}

test('str.format numbers its fields, knows names, attributes, conversions and doubled braces', () => {
  assert.equal(
    short(braceParts('a {} {} {1} {name} {0.table} {a[k]} {!r} {x:>10} {{no}}')),
    'a <0> <1> <1> <name> <0.table> <a[k]> <2> <x> {no}',
  );
  assert.equal(short(braceParts('{:d}{n:06.2f}')), '<0#><n#>');
});

test('% knows names, widths, numbers and doubled signs', () => {
  assert.equal(short(percentParts('%s %-10s %(t)s %d %5.2f 100%%')), '<0> <1> <t> <2#> <3#> 100%');
});

test('formats that only numbers have', () => {
  assert.deepEqual(['d', '06x', '.2f', ',d', '>10', '', 's', '10'].map(isNumeric), [
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
