import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { type LoadedCodemod, loadAllBuiltIn } from '../pipeline/load-codemod.js';
import { runCase } from './check-case.js';
import { type FixtureCase, readCases } from './fixture-case.js';
import type { MemoryRun } from './run-on.js';
import { suite } from './suite.js';
import { suppressLines } from './suppress-lines.js';

const FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url));

const codemods = await loadAllBuiltIn();

const test = suite('with a suppression on every line');

interface Suppressed {
  readonly run: MemoryRun;
  readonly input: Readonly<Record<string, Buffer>>;
}

/** The case with comments on every line of the files that it changes; null where one of them cannot have any. */
async function runSuppressed(loaded: LoadedCodemod, fixture: FixtureCase, codemod: string): Promise<Suppressed | null> {
  const input: Record<string, Buffer> = { ...fixture.input };
  for (const path of Object.keys(fixture.expected ?? {})) {
    const before = fixture.input[path];
    if (before === undefined) continue;
    const commented = await suppressLines(path, before, codemod);
    if (commented === null) return null;
    input[path] = commented;
  }
  return { run: await runCase(loaded, { ...fixture, description: { ...fixture.description, unsafe: true } }, input), input };
}

function isEditing({ expected, input }: FixtureCase): boolean {
  return Object.keys(expected ?? {}).some((path) => input[path] !== undefined);
}

for (const loaded of codemods) {
  const cases = readCases(FIXTURES, loaded.codemod.name).filter(isEditing);
  if (cases.length === 0) continue;
  test(`${loaded.codemod.name} changes nothing of the files that it would change`, async () => {
    let tried = 0;
    for (const fixture of cases) {
      const suppressed = await runSuppressed(loaded, fixture, loaded.codemod.name);
      if (suppressed === null) continue;
      tried++;
      const { run, input } = suppressed;
      const changed = run.changed.filter((path) => fixture.input[path] !== undefined && fixture.expected?.[path] !== undefined);
      const shown = changed.map((path) => `${path}:\n${input[path]}\n->\n${run.files.get(path)}`);
      assert.deepEqual(changed, [], `${fixture.name}\n${shown.join('\n')}`);
    }
    assert.ok(tried * 2 > cases.length, `only ${tried} of ${cases.length} cases could be written with comments`);
  });
}

test('the control: comments for another codemod hold nothing back', async () => {
  let changing = 0;
  for (const loaded of codemods) {
    const [fixture] = readCases(FIXTURES, loaded.codemod.name).filter(isEditing);
    if (fixture === undefined) continue;
    const suppressed = await runSuppressed(loaded, fixture, 'another-one-altogether');
    if (suppressed !== null && suppressed.run.changed.length > 0) changing++;
  }
  assert.ok(changing > 5, `${changing} codemods change something`);
});
