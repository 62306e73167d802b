import assert from 'node:assert/strict';
import fc from 'fast-check';
import { visibleLine } from '../../core/display.js';
import { suite } from '../../testing/suite.js';
import { shownUnitPath, splitUnitPath, type UnitName, unitFolder } from './unit-path.js';

const test = suite('paths of units as they are shown');

const shown = (repo: string, path = 'a.py', shard = ''): string => shownUnitPath(`${unitFolder({ repo, shard })}/${path}`);

test('ports and other plain characters stand for themselves, and a path in a repository is left alone', () => {
  assert.equal(shown('127.0.0.1:40123/team/repo'), '127.0.0.1:40123/team/repo/-/a.py');
  assert.equal(shown('[::1]:8080/~me/c++'), '[::1]:8080/~me/c++/-/a.py');
  assert.equal(shown('h/.github', 'a%3Ab/-%3A/x'), 'h/.github/-/a%3Ab/-%3A/x');
  assert.equal(shown('h/a', 'a.py', '@acme/team'), 'h/a/- part @acme%2Fteam -/a.py');
  assert.equal(shown('file:/x/s.git', 'api/a.py', 'api'), 'file:/x/s.git/- part api -/api/a.py');
  assert.equal(shownUnitPath(unitFolder({ repo: 'h:1/a', shard: '' })), 'h:1/a/-');
  assert.equal(shownUnitPath('no%3Aunit/a.py'), 'no%3Aunit/a.py');
});

test('what would mislead stays an escape', () => {
  assert.equal(shown('h%3A1/a%2Fb'), 'h%253A1/a%252Fb/-/a.py');
  assert.equal(shown('h/-x/--'), 'h/%2Dx/%2D-/-/a.py');
  assert.equal(shown('../x/./...'), '%2E./x/%2E/%2E../-/a.py');
  assert.equal(shown('h//a'), 'h/%/a/-/a.py');
  assert.equal(shown('h/\u001b[31m\n\u202e'), 'h/%1B[31m%0A%E2%80%AE/-/a.py');
  assert.equal(shown('h/a b\\x1b\u007f'), 'h/a%20b%5Cx1b%7F/-/a.py');
  assert.equal(shown('h/\u0430pi'), 'h/%D0%B0pi/-/a.py');
});

const names = fc.string({ unit: fc.constantFrom(...'%3A2F5/-.:a \\\n\u202eü@'), minLength: 1, maxLength: 12 });
const units: fc.Arbitrary<UnitName> = fc.record({ repo: names, shard: names });

test('the unit can be told from what is shown, in as many parts, and a terminal has nothing to obey', () => {
  let differing = 0;
  fc.assert(
    fc.property(units, (unit) => {
      const path = `${unitFolder(unit)}/-/a%3A.py`;
      const text = shownUnitPath(path);
      assert.deepEqual(splitUnitPath(text.replace(/\/- part (\S*) -\//, '/-$1/')), { ...unit, path: '-/a%3A.py' });
      assert.equal(text.split('/').length, path.split('/').length);
      assert.equal(visibleLine(text), text);
      if (text !== path) differing++;
    }),
    { numRuns: 2_000 },
  );
  assert.ok(differing > 500, 'control: many are shown otherwise');
});
