import assert from 'node:assert/strict';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { create, modify, samplePlan } from '../../testing/sample-plan.js';
import { factsFor, fullPlan, hostilePlan, sampleLeft } from '../../testing/sample-report.js';
import { suite } from '../../testing/suite.js';
import { renderMarkdown } from './markdown.js';

const test = suite('Markdown summary');

function nodesOf(node: Nodes): readonly Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(nodesOf)] : [node];
}

function parsed(text: string): readonly Nodes[] {
  return nodesOf(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

test('counts, codemods, what is left and files', () => {
  const text = renderMarkdown(factsFor(fullPlan()));
  for (const expected of [
    '## `sample`: 5 files to change\n',
    '9 files = 2 changed + 3 unchanged + 1 with findings + 1 skipped + 2 failed\n',
    '| `sample@1.0.0` | 2 | 0 | 3 | 1 | 2 |\n',
    '| `other@2.0.0` | 2 | 1 | 0 | 0 | 0 |\n',
    '### Findings\n\n| code | count | what it is |\n| --- | --- | --- |\n| `SAMPLE001` | 1 | There is a two |\n',
    '- `a.py:2` `SAMPLE001` About SAMPLE001. _Is it two?_\n',
    '### Failed files\n',
    '### Skipped files\n',
    '<details><summary><code>a.py</code> +3 −2</summary>\n',
    '<details><summary><code>from.py</code> moves to <code>deep/to.py</code> +0 −0</summary>\n',
    '- `3` The three becomes four: somebody may count (unsafe)\n',
    '```diff\n--- a/a.py\n',
  ]) {
    assert.ok(text.includes(expected), `${expected}\nis not in\n${text}`);
  }
  assert.match(renderMarkdown(factsFor(samplePlan([]))), /^## `sample`: nothing to change\n/);
});

test('hostile names and messages are no markup, link, mention or HTML', () => {
  const text = renderMarkdown(factsFor(hostilePlan()));
  const nodes = parsed(text);
  const kinds = new Set<string>(nodes.map(({ type }) => type));
  for (const kind of ['link', 'linkReference', 'image', 'definition', 'strong', 'delete'])
    assert.equal(kinds.has(kind), false, kind);
  const html = nodes.flatMap((node) => (node.type === 'html' ? [node.value] : []));
  for (const value of html)
    assert.match(
      value,
      /^(?:<details><summary>(?:<\/?code>|[^<])*<\/summary>|<\/details>(?:\n<details><summary>(?:<\/?code>|[^<])*<\/summary>)?)$/,
    );
  const proseText = nodes.flatMap((node) => (node.type === 'text' ? [node.value] : [])).join('\n');
  assert.doesNotMatch(proseText, /@[a-z]|#\d|:\/\//i);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u202e\u2028]/);
  assert.ok(
    parsed('[x](https://example.com) <b>').some(({ type }) => type === 'link'),
    'control',
  );
});

test('it is cut at a file, with a note, before GitHub would refuse it', () => {
  const changes = Array.from({ length: 2_000 }, (_, index) =>
    modify(`src/file-${String(index).padStart(4, '0')}.py`, 'x = 1\n', '1', '2'),
  );
  const texts = new Map(changes.map(({ path }) => [path, Buffer.from('x = 1\n')]));
  const text = renderMarkdown(factsFor(samplePlan(changes), { texts }));
  assert.ok(text.length <= 65_000 && text.length > 60_000, String(text.length));
  const shown = text.split('<details>').length - 1;
  assert.ok(text.endsWith(`\n… and ${2_000 - shown} more files, for which there is no room here.\n`));
  assert.equal(text.split('</details>').length - 1, shown);
});

test('long lists leave room for files, and a long diff for others', () => {
  const plan = samplePlan([create('long.py', 'x = 1\n'.repeat(5_000)), create('short.py', 'y\n')]);
  const left = Array.from({ length: 3_000 }, (_, line) => sampleLeft('finding', 'a.py', 'SAMPLE001', { line: line + 1 }));
  const text = renderMarkdown(factsFor({ ...plan, left }));
  assert.match(text, /\n… and 2\d\d\d more\.\n/);
  assert.match(text, /The diff is too long to be shown here\./);
  assert.match(text, /```diff\n--- \/dev\/null\n\+\+\+ b\/short\.py\n/);
});
