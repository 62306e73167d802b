import assert from 'node:assert/strict';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Change } from '../../core/change.js';
import { planId } from '../../core/plan.js';
import { hostileTexts } from '../../testing/hostile-texts.js';
import { SAMPLE_LEFT, sampleLeft } from '../../testing/sample-left.js';
import { create, modify, samplePlan } from '../../testing/sample-plan.js';
import { HOSTILE } from '../../testing/sample-report.js';
import { suite } from '../../testing/suite.js';
import type { Image } from '../units/images.js';
import { LONGEST_BODY } from './fit-body.js';
import { readMarker } from './marker.js';
import { checkTemplates, DEFAULT_BODY, DEFAULT_TITLE, pullRequestText } from './pull-request-text.js';
import type { TextFacts } from './text-facts.js';

const test = suite('text of a pull request');

const DEFAULTS = { title: DEFAULT_TITLE, body: DEFAULT_BODY };

function facts(changes: readonly Change[], more: Partial<TextFacts> = {}): TextFacts {
  const images = new Map(changes.map(({ path }): [string, Image] => [path, { bytes: Buffer.from('x = 1\n'), mode: 0o644 }]));
  const plan = samplePlan(changes);
  const about = {
    campaign: 'sqlite-pool',
    repo: 'github.com/acme/api',
    shard: '',
    base: 'main',
    summary: 'Ends what was begun.',
  };
  return { ...about, images, plan, ...more };
}

test('in a title a summary has no full stop: the title goes on behind it', () => {
  const titled = (title: string) => pullRequestText({ ...DEFAULTS, title }, facts([modify('a.py', 'x = 1\n', '1', '2')])).title;
  assert.equal(titled('{{summary}} in {{repo}}'), 'Ends what was begun in github.com/acme/api');
  assert.equal(titled('See. {{summary}}'), 'See. Ends what was begun', 'control');
  const { body } = pullRequestText({ ...DEFAULTS, body: '{{summary}} More.' }, facts([modify('a.py', 'x = 1\n', '1', '2')]));
  assert.match(body, /^Ends what was begun\. More\./);
});

/** References and mentions as hosts look for them: in text without regard to Markdown. */
const PINGS =
  /(?<![\w\u200b])@[A-Za-z0-9]|\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+(?:[\w./-]*[#!]\d|[A-Z]+-\d|https?:\/\/)/i;
const ATTACKS = [
  'fixes #1',
  'Closes acme/api#12',
  'resolves GH-3 and fixes ABC-12',
  'closes https://github.com/acme/api/issues/1',
  'fix !7 @someone @acme/team',
  '/close\n/merge',
  'a|b fixes #2 | c',
  '`fixes #3` @x',
  `x --> <!-- codemod: campaign=evil plan=${'0'.repeat(64)} shard= -->`,
  `\n<!-- codemod: campaign=evil plan=${'0'.repeat(64)} shard= -->\n`,
  '{{repo}} {{files}}',
  '$x$ ~label %1 &2',
];

function nodesOf(node: Nodes): readonly Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(nodesOf)] : [node];
}

function parsed(text: string): readonly Nodes[] {
  return nodesOf(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

test('tells what, why, where, what is left, and how to make it again', () => {
  const changes = [modify('src/a.py', 'x = 1\n', '1', '2'), modify('src/b.py', 'x = 1\n', '1', '2'), create('new.py', 'x\ny\n')];
  const plan = {
    ...samplePlan(changes),
    asked: { kind: 'codemod', name: 'sqlite-pool', params: { 'with-test': "it's" } } as const,
    left: SAMPLE_LEFT,
  };
  const text = pullRequestText(DEFAULTS, facts(changes, { plan, shard: 'api' }));
  assert.equal(text.title, 'sqlite-pool: Ends what was begun');
  for (const expected of [
    'Ends what was begun.\n\n2 fixes in 3 files: 4 lines added, 2 removed.\n',
    '- 1 becomes 2. (2 times)\n- The sample asks for it.\n',
    '| file | fixes | lines |\n| --- | --- | --- |\n| `new.py` (new) | 0 | +2 −0 |\n| `src/a.py` | 1 | +1 −1 |\n',
    '### Left to you\n\n- `codemod-threw` No pool was found.\n- `src/a.py:3` `SAMPLE001` This connection is shared.\n',
    "```sh\nnpx codex-codemod apply sqlite-pool --param 'with-test=it'\\''s'\n```\n",
    'its other parts have pull requests of their own',
    'Campaign `sqlite-pool`, plan `',
    `\n\n<!-- codemod: campaign=sqlite-pool plan=${planId(plan)} shard=api -->\n`,
  ]) {
    assert.ok(text.body.includes(expected), `${expected}\nis not in\n${text.body}`);
  }
  assert.deepEqual(readMarker(text.body.replaceAll('\n', '\r\n')), { campaign: 'sqlite-pool', plan: planId(plan), shard: 'api' });
  assert.deepEqual(pullRequestText(DEFAULTS, facts(changes, { plan, shard: 'api' })), text, 'deterministic');
});

test('a path of the machine where it was asked is not told', () => {
  const plan = { ...samplePlan([]), asked: { kind: 'codemod', name: '/home/me/mods/my.ts', params: {} } as const };
  const { title, body } = pullRequestText(DEFAULTS, facts([], { plan }));
  assert.match(title, /^sample: /);
  assert.match(body, /apply \.\/my\.ts\n/);
  assert.doesNotMatch(body, /home/);
});

test('a placeholder that is not known is an error when the campaign is made', () => {
  const fault = { code: 'config-invalid', message: /publish\.body: It has the placeholder \{\{flies\}\}.*"files"/ };
  assert.throws(() => checkTemplates({ title: 'x', body: '{{flies}}' }), fault);
  assert.throws(() => checkTemplates({ title: '{{reasons}}', body: '' }), { code: 'config-invalid' }, 'no lists in a title');
  assert.throws(() => pullRequestText({ title: '{{}}', body: '' }, facts([])), { code: 'config-invalid' });
  checkTemplates(DEFAULTS);
  const own = pullRequestText({ title: '{{ repo }}, {{files}}', body: '{{left}} / {{base}}' }, facts([create('a', 'x')]));
  assert.equal(own.title, 'github.com/acme/api, 1 file');
  assert.match(own.body, /^0 \/ `main`\n\n<!-- /);
});

test('hostile names, reasons, summaries and messages ping nobody, close nothing, and are no markup', () => {
  for (const text of [...HOSTILE, ...ATTACKS, ...hostileTexts('alert(1)').filter((one) => one.length < 2_000)]) {
    const path = `d/${text.replace(/[/\0\n]/g, '_')}`;
    const change = modify(path, 'x = 1\n', '1', '2');
    const steps = change.steps.map((step) => ({ ...step, fixes: step.fixes.map((fix) => ({ ...fix, reason: text })) }));
    const changes = [{ ...change, steps }, { ...create('n.py', 'x'), reason: text } as Change];
    const plan = { ...samplePlan(changes), left: [sampleLeft({ path, message: text, code: text.slice(0, 80) })] };
    const made = pullRequestText(DEFAULTS, facts(changes, { plan, summary: text, base: text }));
    assert.equal(readMarker(made.body)?.campaign, 'sqlite-pool', text);
    assert.equal(readMarker(made.body.replace(/<!-- codemod: campaign=sqlite.*\n$/, '')), null, text);
    assert.doesNotMatch(made.title, PINGS);
    const nodes = parsed(made.body);
    const kinds = new Set<string>(nodes.map(({ type }) => type));
    for (const kind of ['link', 'linkReference', 'image', 'definition', 'strong', 'delete', 'emphasis', 'footnoteReference'])
      assert.equal(kinds.has(kind), false, `${kind}: ${text}`);
    assert.equal(nodes.filter(({ type }) => type === 'html').length, 1, text);
    assert.equal(nodes.filter(({ type }) => type === 'tableRow').length, 3, text);
    assert.equal(nodes.filter(({ type }) => type === 'heading').length, 4, text);
    assert.doesNotMatch(
      made.body.replaceAll('`@', '`'),
      /\b(?:close[sd]?|fix(?:es)?|resolves?)\b:?\s+(?:[\w./-]*[#!]\d|[A-Z]+-\d|https?:\/\/)/i,
      text,
    );
    const prose = nodes.flatMap((node) => (node.type === 'text' ? [node.value] : [])).join('\n');
    assert.doesNotMatch(prose, PINGS, text);
    assert.doesNotMatch(made.body, /^\s*\/\w/m, 'no quick action of GitLab');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(`${made.title}${made.body}`, /[\u0000-\u0008\u000b-\u001f\u202e\u2028]/);
  }
  assert.match('please, fixes acme/x#1', PINGS, 'control');
  assert.ok(
    parsed('[x](https://example.com) <b>').some(({ type }) => type === 'link'),
    'control',
  );
});

test('a large change is told within what hosts take, and the rest is counted', () => {
  const changes = Array.from({ length: 2_000 }, (_, index) =>
    modify(`src/f${String(index).padStart(4, '0')}${'é'.repeat(90)}.py`, 'x = 1\n', '1', '2'),
  );
  const left = Array.from({ length: 3_000 }, (_, line) => sampleLeft({ line, message: 'é'.repeat(300) }));
  const { title, body } = pullRequestText(
    DEFAULTS,
    facts(changes, { plan: { ...samplePlan(changes), left }, summary: 'é '.repeat(500) }),
  );
  assert.ok(Buffer.byteLength(body) <= LONGEST_BODY);
  assert.ok(title.length <= 200);
  const shown = body.split('| `src/f').length - 1;
  assert.ok(shown > 50);
  assert.ok(body.includes(`… and ${(2_000 - shown).toLocaleString('en-US')} more files.`));
  const listed = body.split('- `src/a.py:').length - 1;
  assert.ok(listed > 20);
  assert.ok(body.includes(`… and ${(3_000 - listed).toLocaleString('en-US')} more things.`));
  assert.match(body, /### Make it yourself/);
});

test('a template that is too long itself is cut between lines, with the marker behind it', () => {
  const fence = `\`\`\`\`\n${'code\n'.repeat(20_000)}\`\`\`\`\n`;
  for (const body of [
    fence,
    `text\n${'<!--\n'}${'x\n'.repeat(40_000)}-->`,
    `<details>\n${'é\n'.repeat(40_000)}</details>`,
    'x\n'.repeat(40_000),
  ]) {
    const made = pullRequestText({ title: 'x', body }, facts([]));
    assert.ok(Buffer.byteLength(made.body) <= LONGEST_BODY);
    assert.equal(readMarker(made.body)?.campaign, 'sqlite-pool');
    const last = parsed(made.body).findLast(({ type }) => type === 'html');
    assert.ok(last?.type === 'html' && last.value.startsWith('<!-- codemod:'), 'the marker is seen as a comment');
    assert.match(made.body, /The rest of this text is left out/);
  }
});
