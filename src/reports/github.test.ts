import assert from 'node:assert/strict';
import { insertAt, replaceRange } from '../core/edit.js';
import type { Left } from '../core/left.js';
import { modify, samplePlan } from '../testing/sample-plan.js';
import { factsFor, fullPlan, HOSTILE, hostilePlan, sampleLeft } from '../testing/sample-report.js';
import { suite } from '../testing/suite.js';
import { renderGithub } from './github.js';

const test = suite('GitHub annotations');

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** As actions/runner reads a line: a command begins with `::`, ends its properties at the next `::`, and is unescaped after. */
function read(output: string): readonly Command[] {
  return output
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', properties = '', message = ''] = /^::([a-z-]+)(?: (.*?))?::(.*)$/s.exec(line.trimStart()) ?? [];
      const pairs = properties
        .split(',')
        .map((pair) => [pair.slice(0, pair.indexOf('=')), unescaped(pair.slice(pair.indexOf('=') + 1), true)]);
      return { name, properties: Object.fromEntries(pairs), message: unescaped(message, false) };
    });
}

function unescaped(text: string, isProperty: boolean): string {
  const plain = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  return (isProperty ? plain.replaceAll('%3A', ':').replaceAll('%2C', ',') : plain).replaceAll('%25', '%');
}

test('everything of a plan, errors first', () => {
  assert.deepEqual(renderGithub(factsFor(fullPlan())).split('\n'), [
    '::error file=c.py,line=3,endLine=3,title=sample codemod-threw::About codemod-threw.',
    '::error title=sample template-invalid::About template-invalid.',
    '::warning file=a.py,line=2,endLine=2,title=sample SAMPLE001::About SAMPLE001. Is it two?',
    '::warning file=b.py,line=7,endLine=7,title=sample withheld-unsafe::About withheld-unsafe.',
    '::warning file=a.py,line=3,endLine=3,col=5,title=other::The three becomes four: somebody may count',
    '::notice file=b.py,line=9,endLine=9,title=sample withheld-rejected::About withheld-rejected.',
    '::notice file=big.bin,title=too-large::About too-large.',
    '::notice file=a.py,line=1,endLine=1,col=1,title=sample::x = 1 becomes x = 10.',
    '::notice file=a.py,line=1,endLine=1,title=other::The ten becomes eleven.',
    '::notice file=from.py,title=sample::rename to deep/to.py: The sample asks for it.',
    '::notice file=made/new.py,title=sample::create: The sample asks for it.',
    '::notice file=old.py,title=sample::delete: The sample asks for it.',
    '::notice file=src/two words.py,line=2,endLine=2,col=1,title=sample::print(2) becomes print(22).',
    '',
  ]);
});

test('hostile names and messages start no other command, and come out as they are', () => {
  const facts = factsFor(hostilePlan());
  for (const text of HOSTILE) {
    const left = sampleLeft('failed', text, text, { codemod: text, message: text, line: 1, question: text });
    const [command, ...others] = read(renderGithub({ ...facts, plan: { ...samplePlan([]), left: [left] } }));
    assert.deepEqual(others, [], JSON.stringify(text));
    assert.equal(command?.name, 'error');
    const { file } = command?.properties ?? {};
    assert.ok(file === text || file === undefined, JSON.stringify(file));
    assert.deepEqual(
      Object.keys(command?.properties ?? {}),
      file === undefined ? ['title'] : ['file', 'line', 'endLine', 'title'],
    );
  }
  assert.deepEqual(read('::error::a\n::error::owned').length, 2, 'control: a newline starts another');
});

test('names with what GitHub escapes are exact', () => {
  for (const path of ['a,b:c%d.py', 'a\nb.py', 'a\rb.py', '%0A.py', 'caf\u00e9 \u{1f600}.py']) {
    const plan = samplePlan([modify(path, 'x = 1\n', '1', '2')]);
    const [command] = read(renderGithub(factsFor(plan, { texts: new Map([[path, Buffer.from('x = 1\n')]]) })));
    assert.deepEqual(command?.properties, { file: path, line: '1', endLine: '1', col: '5', title: 'sample' });
  }
});

test('a fix of several lines has no column, which would be read as of one line', () => {
  const text = 'a\nb\nc\n';
  const base = modify('a.py', text, 'a', 'b');
  const [step] = base.steps;
  assert.ok(step !== undefined);
  const edits = [replaceRange(text, { start: 0, end: 3 }, 'q'), insertAt(5, 'd')];
  const fixes = step.fixes.map((fix) => ({ ...fix, edits: [0, 1] }));
  const plan = samplePlan([{ ...base, steps: [{ ...step, edits, fixes }] }]);
  const [command] = read(renderGithub(factsFor(plan, { texts: new Map([['a.py', Buffer.from(text)]]) })));
  assert.deepEqual(command?.properties, { file: 'a.py', line: '1', endLine: '2', title: 'sample' });
});

test('ten of each kind at most, and a last notice that tells how many more', () => {
  const of = (kind: Left['kind'], count: number): readonly Left[] =>
    Array.from({ length: count }, (_, line) => {
      const code = kind === 'failed' ? 'codemod-threw' : kind === 'skipped' ? 'too-large' : 'SAMPLE001';
      return sampleLeft(kind, 'a.py', code, { line: line + 1 });
    });
  const count = (left: readonly Left[]): readonly string[] =>
    read(renderGithub(factsFor({ ...samplePlan([]), left }))).map(({ name }) => name);
  const names = count([...of('skipped', 30), ...of('finding', 11), ...of('failed', 12)]);
  assert.deepEqual(names, [...Array(10).fill('error'), ...Array(10).fill('warning'), ...Array(10).fill('notice')]);
  const last = renderGithub(factsFor({ ...samplePlan([]), left: [...of('skipped', 30), ...of('finding', 11)] }));
  assert.match(last, /\n::notice title=codex-codemod::22 more places are not annotated here: GitHub shows 10 /);
  assert.equal(count(of('failed', 10)).length, 10, 'control: nothing is left out');
  assert.equal(count(of('failed', 11)).length, 11);
});
