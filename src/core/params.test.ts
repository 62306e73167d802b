import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { type ParamSpecs, resolveParams } from './params.js';

const test = suite('params');

const specs = {
  modules: { type: 'list', default: ['sys'], description: 'Modules.' },
  mode: { type: 'choice', choices: ['shield', 'cleanup-only'], default: 'shield', description: 'Mode.' },
  'with-test': { type: 'boolean', default: false, description: 'Test.' },
  most: { type: 'number', default: 3, description: 'Most.' },
  title: { type: 'string', default: '', description: 'Title.' },
} as const satisfies ParamSpecs;

const resolve = (given: Record<string, unknown>) => resolveParams('demo', specs, given);

test('defaults fill what is not given', () => {
  assert.deepEqual(resolve({}), { modules: ['sys'], mode: 'shield', 'with-test': false, most: 3, title: '' });
});

test('texts of the command line and values of YAML are both taken', () => {
  const typed = { modules: ['os', 'json'], mode: 'cleanup-only', 'with-test': true, most: 7, title: 'x=y' };
  assert.deepEqual(resolve({ modules: 'os, json', mode: 'cleanup-only', 'with-test': 'true', most: '7', title: 'x=y' }), typed);
  assert.deepEqual(resolve(typed), typed);
});

test('what begins with a bracket is a JSON list, or refused with the right form', () => {
  assert.deepEqual(resolve({ modules: '["a","b"]' })['modules'], ['a', 'b']);
  assert.deepEqual(resolve({ modules: ' [ "a,b" ] ' })['modules'], ['a,b']);
  assert.deepEqual(resolve({ modules: '[]' })['modules'], []);
  assert.deepEqual(resolve({ modules: 'a[0],b' })['modules'], ['a[0]', 'b']);
  assert.equal(resolve({ title: '[a]' })['title'], '[a]', 'a text may begin so');
  const message = /^demo: parameter "modules" must be a JSON list of words .*'\["a","b"\]'\), not "/;
  for (const modules of ['[a,b]', '["a","b"', '["a"],b', '[1]', '[["a"]]', '[""]']) {
    assert.throws(() => resolve({ modules }), { code: 'param-invalid', message });
  }
});

test('an unknown key is refused with the nearest name', () => {
  assert.throws(() => resolve({ module: 'x' }), { code: 'param-unknown', message: /Did you mean "modules"\?/ });
  assert.throws(() => resolve({ zzzzzz: 'x' }), { code: 'param-unknown', message: /It takes: modules, mode/ });
  assert.throws(() => resolveParams('demo', {}, { constructor: 'x' }), { code: 'param-unknown', message: /takes no parameters/ });
});

test('a value of another type is refused', () => {
  for (const given of [
    { mode: 'other' },
    { 'with-test': 'yes' },
    { most: 'many' },
    { most: '' },
    { modules: 'a,,b' },
    { title: 3 },
  ]) {
    assert.throws(() => resolve(given), { code: 'param-invalid' });
  }
});
