import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applySteps } from '../core/change.js';
import { displayWidth } from '../core/display-width.js';
import { plainGit } from '../testing/git-repository.js';
import { modify, remove, samplePlan } from '../testing/sample-plan.js';
import { factsFor, fullPlan, hostilePlan } from '../testing/sample-report.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { renderDiff } from './diff.js';
import { FORMATS, renderReport } from './render.js';
import { renderStat } from './stat.js';

const test = suite('diff, stat and render');

/** Not those of hostile names: a file system may refuse them. */
function writeTexts(folder: string, texts: ReadonlyMap<string, Uint8Array>): void {
  const plain = [...texts].filter(([name]) => !name.startsWith('d/'));
  writeFiles(folder, Object.fromEntries(plain.map(([name, bytes]) => [name, Buffer.from(bytes)])));
}

test('the diff is a patch that git takes, and makes the planned bytes', () => {
  const facts = factsFor(fullPlan());
  const folder = tempFolder();
  writeTexts(folder, facts.texts);
  const patch = path.join(tempFolder(), 'a.patch');
  writeFileSync(patch, renderDiff(facts));
  execFileSync('git', ['apply', patch], { cwd: folder });
  for (const change of facts.plan.changes) {
    if (change.kind !== 'modify') continue;
    const before = Buffer.from(facts.texts.get(change.path) ?? []).toString();
    assert.equal(readFileSync(path.join(folder, change.path), 'utf8'), applySteps(before, change.steps));
  }
  assert.equal(readFileSync(path.join(folder, 'made/new.py'), 'utf8'), 'one\ntwo\n');
});

test('what is not at hand is a comment that git passes over', () => {
  const full = factsFor(fullPlan());
  const texts = new Map([...full.texts].filter(([name]) => name !== 'src/two words.py' && name !== 'old.py'));
  const diff = renderDiff({ ...full, texts });
  assert.match(diff.toString(), /^# old\.py: the file as it was is not at hand, so that its diff cannot be shown$/m);
  const folder = tempFolder();
  writeTexts(folder, texts);
  const patch = path.join(tempFolder(), 'a.patch');
  writeFileSync(patch, diff);
  execFileSync('git', ['apply', patch], { cwd: folder });
  assert.equal(readFileSync(path.join(folder, 'deep/to.py'), 'utf8'), 'moved\n');
});

test('the stat fits the columns and adds up as that of git does', () => {
  const text = Array.from({ length: 120 }, (_, line) => `line ${line}\n`).join('');
  const files = { 'a.py': 'one\n', 'src/a/very/long/folder/indeed/that/goes/on/and/on/for/ever/and/a/day/file.py': text };
  const changes = [
    modify('a.py', files['a.py'], 'one', 'two'),
    remove('src/a/very/long/folder/indeed/that/goes/on/and/on/for/ever/and/a/day/file.py', text),
  ];
  const facts = factsFor(samplePlan(changes), {
    texts: new Map(Object.entries(files).map(([name, t]) => [name, Buffer.from(t)])),
  });
  for (const columns of [20, 40, 80, 200, Number.POSITIVE_INFINITY]) {
    const lines = renderStat({ ...facts, columns })
      .trimEnd()
      .split('\n');
    for (const line of lines.slice(0, -1)) assert.ok(displayWidth(line) <= columns, `${columns}: ${line}`);
    assert.equal(lines.at(-1), ' 2 files changed, 1 insertion(+), 121 deletions(-)');
  }
  assert.match(renderStat({ ...facts, columns: 60 }), /^ a\.py {2,}\| {3}2 \+-\n …[^\n]*file\.py \| 120 -{4,}\n/);
  const folder = tempFolder();
  writeFiles(folder, files);
  plainGit(folder, 'init', '-q');
  plainGit(folder, 'add', '.');
  plainGit(folder, 'commit', '-qm', 'x');
  const patch = path.join(tempFolder(), 'a.patch');
  writeFileSync(patch, renderDiff(facts));
  plainGit(folder, 'apply', patch);
  assert.equal(
    plainGit(folder, 'diff', '--stat').trimEnd().split('\n').at(-1),
    ' 2 files changed, 1 insertion(+), 121 deletions(-)',
  );
});

test('a line that looks like the header of a diff is counted', () => {
  const before = '-- a\nb\n';
  const facts = factsFor(samplePlan([modify('q.py', before, '-- a', '++ a')]), {
    texts: new Map([['q.py', Buffer.from(before)]]),
  });
  assert.match(renderStat(facts), /1 file changed, 1 insertion\(\+\), 1 deletion\(-\)/);
});

test('names in the stat are shown, not obeyed, and what cannot be told is said', () => {
  const stat = renderStat({ ...factsFor(hostilePlan()), texts: new Map() });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  assert.doesNotMatch(stat, /[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
  assert.match(stat, /\| \?\n/);
  assert.match(stat, /, 14 files not at hand as planned\n$/);
});

test('every format renders a plan, of an empty one too, and twice the same', async () => {
  for (const format of FORMATS) {
    for (const plan of [fullPlan(), hostilePlan(), samplePlan([])]) {
      const { texts } = factsFor(plan);
      const [one, two] = [await renderReport(format, { plan, texts }), await renderReport(format, { plan, texts })];
      assert.deepEqual(one, two, format);
      await renderReport(format, { plan, texts: new Map() });
    }
  }
});
