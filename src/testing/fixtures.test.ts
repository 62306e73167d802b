import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { loadAllBuiltIn } from '../pipeline/load-codemod.js';
import { checkCase, reportOf, runCase } from './check-case.js';
import { readCases, readFiles } from './fixture-case.js';
import { runOn } from './run-on.js';
import { suite } from './suite.js';

const FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const codemods = await loadAllBuiltIn();
const cases = codemods.flatMap(({ codemod }) => readCases(FIXTURES, codemod.name));

const each = suite('fixtures');
for (const loaded of codemods) {
  const own = cases.filter((fixture) => fixture.codemod === loaded.codemod.name);
  each(`${loaded.codemod.name} has cases`, () => assert.notEqual(own.length, 0));
  for (const fixture of own) {
    each(`${fixture.codemod}/${fixture.name}`, async () => {
      const problems = await checkCase(loaded, fixture);
      assert.equal(problems.length, 0, `${fixture.description.shows}\n${problems.join('\n')}`);
    });
  }
}

const BAD = new Set(['codemod-threw', 'edit-invalid', 'not-settled', 'output-refused', 'engine-fault', 'code-undeclared']);

const cross = suite('every codemod over every input');
for (const loaded of codemods) {
  cross(`${loaded.codemod.name} over the inputs of the others and the hostile corpus`, async () => {
    const inputs = cases.map((fixture) =>
      Object.entries(fixture.input).map(([path, bytes]) => [`${fixture.codemod}/${fixture.name}/${path}`, bytes]),
    );
    const corpus = Object.entries(readFiles(`${FIXTURES}/corpus`)).map(([path, bytes]) => [`corpus/${path}`, bytes]);
    const run = await runOn(loaded, Object.fromEntries([...inputs.flat(), ...corpus]), { unsafe: true });
    const { failed } = reportOf(run);
    assert.deepEqual(
      failed.filter(({ code }) => BAD.has(code)),
      [],
    );
  });
}

const control = suite('the harness notices');
control('a wrong expectation', async () => {
  const loaded = codemods[0];
  const fixture = cases.find((one) => one.codemod === loaded?.codemod.name && one.expected !== null);
  assert.ok(loaded !== undefined && fixture !== undefined);
  const run = await runCase(loaded, fixture, fixture.input);
  const [path = ''] = run.changed;
  const wrong = { ...fixture, expected: { ...fixture.expected, [path]: Buffer.from('x = 1\n') } };
  assert.match((await checkCase(loaded, wrong)).join('\n'), /is not as expected/);
});
