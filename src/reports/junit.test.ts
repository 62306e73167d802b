import assert from 'node:assert/strict';
import { hasPython, python3, skipLoudly } from '../testing/python.js';
import { samplePlan } from '../testing/sample-plan.js';
import { factsFor, fullPlan, hostilePlan } from '../testing/sample-report.js';
import { suite } from '../testing/suite.js';
import { renderJunit } from './junit.js';

const test = suite('JUnit');

const READ = `
import json, sys
import xml.etree.ElementTree as E
root = E.fromstring(sys.stdin.buffer.read())
def case(c): return [c.get('name'), c.get('classname'), [[k.tag, k.get('type'), k.get('message'), k.text] for k in c]]
def counts(e): return [int(e.get(k)) for k in ('tests', 'failures', 'errors', 'skipped')]
print(json.dumps([root.tag, counts(root), [[s.get('name'), counts(s), [case(c) for c in s]] for s in root]]))
`;

type Case = [name: string, suite: string, said: [tag: string, type: string, message: string, text: string][]];
type Parsed = [tag: string, counts: number[], suites: [name: string, counts: number[], cases: Case[]][]];

function parse(xml: string): Parsed | null {
  const run = python3(['-c', READ], { input: xml });
  return run.status === 0 ? JSON.parse(run.stdout) : null;
}

test('a suite a codemod, a case a file, and counts that add up', () => {
  if (!hasPython() && skipLoudly('JUnit reports', 'python3')) return;
  const [tag, sums, suites] = parse(renderJunit(factsFor(fullPlan()))) ?? assert.fail();
  assert.equal(tag, 'testsuites');
  assert.deepEqual(
    suites.map(([name, , cases]) => [name, cases.map(([file, , said]) => `${said[0]?.[0]} ${file}`)]),
    [
      [
        'sample',
        [
          ...['error (no file)', 'failure a.py', 'failure b.py', 'error c.py', 'failure from.py', 'failure made/new.py'],
          ...['failure old.py', 'failure src/two words.py'],
        ],
      ],
      ['other', ['failure a.py']],
      ['codex-codemod', ['skipped big.bin']],
    ],
  );
  for (const [, counts, cases] of suites) {
    const having = (kind: string): number => cases.filter(([, , said]) => said[0]?.[0] === kind).length;
    assert.deepEqual(counts, [cases.length, having('failure'), having('error'), having('skipped')]);
  }
  assert.deepEqual(
    sums,
    [0, 1, 2, 3].map((at) => suites.reduce((sum, [, counts]) => sum + (counts[at] ?? 0), 0)),
  );
  const about = suites[0]?.[2].find(([name]) => name === 'a.py')?.[2][0]?.[3];
  assert.equal(about, 'a.py:1 safe: x = 1 becomes x = 10.\na.py:2 SAMPLE001: About SAMPLE001. Is it two?');
});

test('a codemod that has nothing to say passes', () => {
  if (!hasPython() && skipLoudly('JUnit reports', 'python3')) return;
  assert.deepEqual(parse(renderJunit(factsFor(samplePlan([])))), [
    'testsuites',
    [1, 0, 0, 0],
    [['sample', [1, 0, 0, 0], [['nothing to change', 'sample', []]]]],
  ]);
});

test('hostile names and messages leave it well-formed', () => {
  if (!hasPython() && skipLoudly('JUnit reports', 'python3')) return;
  const parsed = parse(renderJunit(factsFor(hostilePlan()))) ?? assert.fail();
  const names = parsed[2].flatMap(([, , cases]) => cases.map(([name]) => name));
  assert.ok(names.includes(']]><x>&amp;"\''));
  assert.ok(names.includes('\\x00\\x01\\x1b[31m\ufffd\ufffd<U+2028>'));
  assert.equal(parse('<testsuites>\u0001</testsuites>'), null, 'control');
  assert.equal(parse('<testsuites tests="]]><x>&"/>'), null, 'control');
});
