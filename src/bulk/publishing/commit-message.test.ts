import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { planId } from '../../core/plan.js';
import { loadAllBuiltIn } from '../../pipeline/load-codemod.js';
import { loadBuiltInRecipes } from '../../recipes/load-recipe.js';
import { hostileTexts } from '../../testing/hostile-texts.js';
import { create, modify, samplePlan } from '../../testing/sample-plan.js';
import { HOSTILE } from '../../testing/sample-report.js';
import { suite } from '../../testing/suite.js';
import { closingComment, revertMessage, revertText } from './closing-texts.js';
import { commitMessage } from './commit-message.js';
import { readMarker } from './marker.js';

const test = suite('message of a commit');

const PLAN = samplePlan([modify('a.py', 'x = 1\n', '1', '2'), create('b.py', 'x')]);
const FACTS = { campaign: 'utc', shard: 'api', plan: PLAN, summary: 'Ends what was begun.' };

function trailersOf(message: string): string {
  return execFileSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' });
}

test('has a subject, the counts, and trailers that git reads', () => {
  const message = commitMessage(FACTS);
  assert.equal(
    message,
    `sample: Ends what was begun

1 fix in 2 files, made by codex-codemod 0.0.0-test with

  sample 1.0.0

Codemod-Campaign: utc
Codemod-Plan: ${planId(PLAN)}
Codemod-Shard: api
`,
  );
  assert.equal(trailersOf(message), `Codemod-Campaign: utc\nCodemod-Plan: ${planId(PLAN)}\nCodemod-Shard: api\n`);
  assert.doesNotMatch(commitMessage({ ...FACTS, shard: '' }), /Shard/);
  const long = commitMessage({ ...FACTS, summary: 'A word after a word '.repeat(30) }).split('\n')[0] ?? '';
  assert.ok(long.length <= 72 && long.length > 50 && long.endsWith('…'), long);
});

test('the subjects of what comes with the tool are whole', async () => {
  const codemods = (await loadAllBuiltIn()).map(({ codemod: { name, summary } }) => ({ name, summary }));
  const recipes = (await loadBuiltInRecipes()).map(({ name, description }) => ({ name, summary: description }));
  assert.ok(codemods.length > 15 && recipes.length > 3);
  for (const { name, summary } of [...codemods, ...recipes]) {
    const asked = { kind: 'codemod', name, params: {} } as const;
    const [subject = ''] = commitMessage({ ...FACTS, plan: { ...PLAN, asked }, summary }).split('\n');
    assert.ok(subject.startsWith(`${name}: `) && !subject.endsWith('…'), subject);
  }
});

test('no text can be a trailer, a control character, a mention or a reference', () => {
  const injections = [
    'x\n\nSigned-off-by: evil <e@x>',
    'x\r\nCodemod-Plan: 0',
    'Codemod-Plan: 0',
    'fixes #1 @someone',
    'closes ABC-1',
  ];
  for (const text of [...HOSTILE, ...injections, ...hostileTexts('alert(1)').filter((one) => one.length < 2_000)]) {
    const codemods = [{ name: text, version: text, params: {} }];
    const plan = { ...PLAN, tool: text, codemods, asked: { kind: 'codemod', name: text, params: {} } as const };
    const message = commitMessage({ ...FACTS, plan, summary: text });
    assert.equal(trailersOf(message), `Codemod-Campaign: utc\nCodemod-Plan: ${planId(plan)}\nCodemod-Shard: api\n`, text);
    assert.equal(message.split('\n').length, 10, text);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(message, /[\u0000-\u0009\u000b-\u001f\u007f\u202e\u2028]|@\w|#\d|ABC-1/, text);
    assert.equal(Buffer.from(message).toString(), message, 'well-formed Unicode');
  }
  assert.throws(() => commitMessage({ ...FACTS, campaign: 'x\nSigned-off-by: y' }));
  assert.throws(() => commitMessage({ ...FACTS, shard: 'a b' }));
  assert.match(trailersOf('x\n\nSigned-off-by: evil <e@x>\n'), /evil/, 'control');
});

test('closing comments say why, and a revert tells what it takes back', () => {
  assert.match(closingComment('empty', 'utc'), /^There is nothing to change any more: the campaign `utc` finds/);
  assert.match(closingComment('undo', 'utc', 'fixes #1 @x'), /taken back\. fixes \\#&#8203;1 \\@&#8203;x$/);
  const merged = { number: 7, title: 'utc: Ends @someone #1', mergeCommit: 'a'.repeat(40) };
  const marker = { campaign: 'utc', plan: planId(PLAN), shard: '' };
  const text = revertText(merged, marker);
  assert.equal(text.title, 'Revert "utc: Ends @\u200bsomeone #\u200b1"');
  assert.match(text.body, /the pull request 7 of the campaign `utc`/);
  assert.deepEqual(readMarker(text.body), marker);
  const message = revertMessage(merged, 'utc');
  assert.equal(trailersOf(message), `Codemod-Campaign: utc\nCodemod-Revert: ${'a'.repeat(40)}\n`);
});
