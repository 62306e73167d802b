import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { readCases } from '../../src/testing/fixture-case.js';
import { hasPreCommit, preCommitFaults } from '../../src/testing/pre-commit.js';
import { preCommitSchemaFaults } from '../../src/testing/pre-commit-schema.js';
import { skipLoudly } from '../../src/testing/python.js';
import { suite } from '../../src/testing/suite.js';

const test = suite('precommit-security at work');
const FILE = '.pre-commit-config.yaml';
const FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const cases = readCases(FIXTURES, 'precommit-security');
const outputs = cases.flatMap(({ name, input, expected }) => {
  const text = expected?.[FILE]?.toString();
  return text === undefined ? [] : [{ name, text, before: input[FILE]?.toString() ?? null }];
});

test('there are enough cases, and a third of them are negatives', () => {
  assert.ok(outputs.length >= 25, `${outputs.length}`);
  assert.ok(cases.filter(({ expected }) => expected === null).length * 3 >= cases.length);
});

for (const { name, text } of outputs) {
  test(`${name} is valid by its schema`, () => assert.deepEqual(preCommitSchemaFaults(text), []));
  test(`${name} takes nothing from GitHub`, () => assert.doesNotMatch(text, /\$\{\{/));
}

test('pre-commit takes every file that comes out', () => {
  if (!hasPreCommit() && skipLoudly('pre-commit validate-config', 'pre-commit (Debian: pre-commit)')) return;
  assert.deepEqual(preCommitFaults(Object.fromEntries(outputs.map(({ name, text }) => [name, text]))), []);
});

test('control: a broken file is refused, by the schema and by pre-commit', () => {
  const [sample] = outputs;
  assert.ok(sample !== undefined);
  const broken = sample.text.replaceAll('hooks:', 'hooks: x #');
  assert.notDeepEqual(preCommitSchemaFaults(broken.replace(/\n\s+- id.*(\n\s+args.*)?/g, '')), []);
  assert.notDeepEqual(preCommitSchemaFaults(`${sample.text}repos: []\n`), []);
  if (!hasPreCommit() && skipLoudly('pre-commit validate-config', 'pre-commit (Debian: pre-commit)')) return;
  assert.notDeepEqual(preCommitFaults({ broken: sample.text.replaceAll('rev:', 'revision:') }), []);
});

test('no line of a person goes, but for brackets and lists that are completed', () => {
  // In flow style, a comma comes behind what was the last line.
  const linesOf = (text: string): readonly string[] => text.split(/\r?\n/).map((line) => line.replace(/,$/, ''));
  for (const { name, text, before } of outputs) {
    const lines = new Set(linesOf(text));
    const gone = linesOf(before ?? '').filter((line) => !lines.has(line));
    for (const line of gone) assert.match(line, /args:|hooks: \[\]|repos: (?:\[|null)|^\{repos/, `${name}: ${line}`);
  }
});

interface Config {
  readonly repos: readonly { readonly repo: string; readonly hooks: readonly { readonly id: string }[] }[];
}

test('no hook stands twice in a file that it was added to', () => {
  for (const { name, text, before } of outputs) {
    const ids = (yaml: string): readonly string[] => {
      const config = parse(yaml, { merge: true }) as Config | null;
      return (config?.repos ?? []).flatMap(({ hooks }) => (hooks ?? []).map(({ id }) => id));
    };
    const added = ids(text).slice(ids(before ?? '').length);
    assert.equal(new Set(added).size, added.length, name);
    for (const id of added) assert.equal(ids(text).filter((one) => one === id).length, 1, `${name}: ${id}`);
  }
});
