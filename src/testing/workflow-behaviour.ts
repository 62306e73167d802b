import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type FixtureCase, readCases } from './fixture-case.js';
import { suite } from './suite.js';
import { workflowFaults } from './workflow-schema.js';

const FIXTURES = fileURLToPath(new URL('../../../fixtures', import.meta.url));
/** Texts that anyone who opens a pull request can write: https://docs.github.com/actions/concepts/security/script-injections */
const UNTRUSTED = /\$\{\{[^}]*github\.(?:event\.|head_ref)[^}]*\}\}/;
const ACTION = /^\s*(?:- )?["']?uses["']?: *["']?([^\s"'#]+)/gm;

interface Output {
  readonly name: string;
  readonly text: string;
  readonly before: string;
}

/** Judges every workflow that the fixtures of a codemod expect, as GitHub would, and controls that a bad one is refused. */
export function testWorkflows(codemod: string): void {
  const test = suite(`workflows of ${codemod}`);
  const outputs = readCases(FIXTURES, codemod).flatMap(outputsOf);
  test('there are some', () => assert.ok(outputs.length >= 5, `only ${outputs.length}`));
  for (const { name, text, before } of outputs) {
    test(`${name} is valid`, () => {
      // What a person wrote may be newer than the schema: then it must be no worse than before.
      const faults = workflowFaults(text);
      assert.deepEqual(faults, before === '' ? [] : faults.filter((fault) => workflowFaults(before).includes(fault)), name);
    });
    test(`${name} puts nothing untrusted into a script`, () => {
      assert.deepEqual(untrustedScripts(text), before === '' ? [] : untrustedScripts(before));
    });
    test(`${name} pins what it brings in`, () => assert.deepEqual(unpinned(text, before), []));
  }
  const [sample] = outputs.filter(({ before }) => before === '');
  test('a broken one is noticed', () => {
    const text = sample?.text ?? outputs[0]?.text ?? '';
    assert.notDeepEqual(workflowFaults(text.replace('runs-on', 'run-on')), []);
    assert.notDeepEqual(workflowFaults(`${text}\nname: twice\nname: twice\n`), []);
    const bad = "jobs:\n  a:\n    steps:\n      - run: echo '${{ github.event.issue.title }}'\n      - uses: a/b@main\n";
    assert.equal(untrustedScripts(bad).length, 1);
    assert.deepEqual(unpinned(bad, ''), ['a/b@main']);
  });
}

function outputsOf({ name, expected, input }: FixtureCase): readonly Output[] {
  return Object.entries(expected ?? {})
    .filter(([path]) => /^\.github\/workflows\/.*\.ya?ml$/.test(path))
    .map(([path, bytes]) => ({ name: `${name}: ${path}`, text: `${bytes}`, before: `${input[path] ?? ''}` }));
}

function untrustedScripts(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'run' && typeof inner === 'string' && UNTRUSTED.test(inner)) found.push(inner);
      visit(inner);
    }
  };
  visit(parse(text));
  return found;
}

/** Actions that are new in a text and named by neither a full SHA nor a release; those of the repository itself have none. */
function unpinned(text: string, before: string): readonly string[] {
  const of = (one: string): readonly string[] => [...one.matchAll(ACTION)].map(([, action = '']) => action);
  const known = new Set(of(before));
  return of(text).filter(
    (action) => !known.has(action) && !action.startsWith('./') && !/@(?:[0-9a-f]{40}|v\d[\w.]*)$/.test(action),
  );
}
