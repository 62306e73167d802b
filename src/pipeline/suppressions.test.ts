import assert from 'node:assert/strict';
import { type Codemod, type CodemodInit, defineCodemod } from '../core/codemod.js';
import { replaceRange } from '../core/edit.js';
import type { Yielded } from '../core/fix.js';
import type { SourceFile } from '../core/source-file.js';
import { concernOf } from '../core/suppression.js';
import '../index.js';
import { type Files, type MemoryRun, runBound } from '../testing/run-on.js';
import { suite } from '../testing/suite.js';
import { builtInNames } from './load-codemod.js';

const test = suite('suppressions');

const LANGUAGES = ['python', 'javascript', 'json', 'yaml', 'toml', 'markdown'] as const;

type Python = NonNullable<CodemodInit<Record<string, never>>['languages']['python']>;
type Transform = (...args: Parameters<Python['transform']>) => Iterable<Yielded>;

function wordsIn({ text }: SourceFile, word: string) {
  return [...text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))].map(({ index }) => ({ start: index, end: index + word.length }));
}

/** `old` becomes `now`; `odd` is a finding. */
const rename: Transform = function* (file, { fix, finding }) {
  for (const at of wordsIn(file, 'old')) yield fix({ reason: 'it is now', at, edits: [replaceRange(file.text, at, 'now')] });
  for (const at of wordsIn(file, 'odd')) yield finding('DEMO001', at);
};

function codemod(
  transform = rename,
  more: { name?: string; needles?: readonly string[]; project?: NonNullable<Codemod['project']> } = {},
) {
  const { needles = [], ...rest } = more;
  const part = { needles, transform: (file: never, context: never) => transform(file, context) };
  return defineCodemod({
    name: 'demo',
    version: '1.0.0',
    summary: 'A demo.',
    params: {},
    codes: { DEMO001: { title: 'It is odd', cause: 'A test.', remedy: 'None.' } },
    languages: Object.fromEntries(LANGUAGES.map((language) => [language, part])),
    ...rest,
  });
}

async function run(files: Files | string, codemods: readonly Codemod[] = [codemod()], threshold: 'safe' | 'unsafe' = 'safe') {
  const given = typeof files === 'string' ? { 'a.py': files } : files;
  return runBound(
    codemods.map((one) => ({ codemod: one, params: {} })),
    given,
    threshold,
  );
}

function findings({ findings: found }: MemoryRun): readonly string[] {
  return found.map(({ line, code }) => `${line} ${code}`);
}

function held({ outcomes }: MemoryRun): readonly string[] {
  return outcomes.flatMap(({ heldBack }) => [
    ...heldBack.withheld.map(({ line, because }) => `${line} ${because}`),
    ...heldBack.findings.map(({ line, code }) => `${line} ${code}`),
  ]);
}

/** Both spellings of line ends, with and without the last one. */
function spellings(text: string): readonly string[] {
  const ends = [text, text.replace(/\n$/, '')];
  return [...ends, ...ends.map((one) => one.replaceAll('\n', '\r\n'))];
}

/** Every line that holds a comment keeps what it is written beside; `want` is the text with those `old` that change as `now`. */
async function expect(path: string, input: string, want: string, codes: readonly string[] = []): Promise<void> {
  for (const text of spellings(input)) {
    const result = await run({ [path]: text });
    const wanted = spellings(want)[spellings(input).indexOf(text)];
    const why = result.outcomes.flatMap(({ failure, skip }) => failure?.message ?? skip?.message ?? []);
    assert.equal(result.text(path), wanted, `${path}: ${JSON.stringify(text)} ${why}`);
    assert.deepEqual(findings(result), codes, JSON.stringify(text));
  }
}

test('beside code, a comment is about its line; alone, about the next line with code', async () => {
  await expect('a.py', 'a = old  # codemod: ignore[demo] kept\nb = old\n', 'a = old  # codemod: ignore[demo] kept\nb = now\n');
  await expect(
    'a.py',
    'a = old\n# codemod: ignore[demo] kept\n\n# prose\nb = old\nc = old\n',
    'a = now\n# codemod: ignore[demo] kept\n\n# prose\nb = old\nc = now\n',
  );
});

test('the control: without the comment, and for another codemod, all changes', async () => {
  await expect('a.py', 'a = old\nb = old\n', 'a = now\nb = now\n');
  await expect('a.py', 'a = old  # codemod: ignore[other] kept\n', 'a = now  # codemod: ignore[other] kept\n');
});

test('a statement of several lines is held by a comment on its first or last line, and by one above it', async () => {
  const call = (first: string, middle: string, last: string): string => `f(old,${first}\n  old,${middle}\n  old)${last}\nold\n`;
  const comment = '  # codemod: ignore[demo] kept';
  await expect('a.py', call(comment, '', ''), call(comment, '', '').replace(/old\n$/, 'now\n'));
  await expect('a.py', call('', '', comment), call('', '', comment).replace(/old\n$/, 'now\n'));
  await expect(
    'a.py',
    `${comment.trim()}\n${call('', '', '')}`,
    `${comment.trim()}\n${call('', '', '').replace(/old\n$/, 'now\n')}`,
  );
  await expect('a.py', call('', comment, ''), `f(now,\n  old,${comment}\n  now)\nnow\n`);
});

test('a header is a statement of its own: what stands below it is not held', async () => {
  const nested = (comment: string): string =>
    `def f(a=old):${comment}\n    def g(b=old):\n        return old\n    return old\n\n\nold\n`;
  const comment = '  # codemod: ignore[demo] kept';
  const want = nested(comment).replaceAll('old', 'now').replace('a=now', 'a=old');
  await expect('a.py', nested(comment), want);
  const inner = 'def f():\n    def g():\n        return old  # codemod: ignore[demo] kept\n    return old\n';
  await expect('a.py', inner, inner.replace(/old\n$/, 'now\n'));
  const long = `def f(${comment}\n    a=old,\n    b=old,\n):\n    return old\n`;
  await expect('a.py', long, long.replace('return old', 'return now'));
});

test('line joining: backslashes, triple quotes and f-strings are one statement', async () => {
  const joined = 'a = old + \\\n    old  # codemod: ignore[demo] kept\nold\n';
  await expect('a.py', joined, joined.replace(/old\n$/, 'now\n'));
  const quoted = 'a = """\nold\n"""  # codemod: ignore[demo] kept\nold\n';
  await expect('a.py', quoted, quoted.replace(/old\n$/, 'now\n'));
  const formatted = 'a = f"""\n{old}\n"""  # codemod: ignore[demo] kept\nold\n';
  await expect('a.py', formatted, formatted.replace(/old\n$/, 'now\n'));
});

test('the same text in a string or docstring is no comment', async () => {
  await expect('a.py', 'a = old, "# codemod: ignore[demo] kept"\n', 'a = now, "# codemod: ignore[demo] kept"\n');
  await expect('a.py', '"""\n# codemod: ignore[demo] kept\n"""\nold\n', '"""\n# codemod: ignore[demo] kept\n"""\nnow\n');
  await expect('a.js', 'f(old, "// codemod: ignore[demo] kept")\n', 'f(now, "// codemod: ignore[demo] kept")\n');
  await expect('a.js', 'f(`\n// codemod: ignore[demo] kept\n`, old)\n', 'f(`\n// codemod: ignore[demo] kept\n`, now)\n');
  await expect('a.yaml', 'a: old # codemod:ignore [demo]\n'.replace(' #', '#'), 'a: now# codemod:ignore [demo]\n');
  await expect('a.yaml', 'a: |\n  # codemod: ignore[demo] kept\n  old\n', 'a: |\n  # codemod: ignore[demo] kept\n  now\n');
  await expect('a.toml', 'a = "old # codemod: ignore[demo] kept"\n', 'a = "now # codemod: ignore[demo] kept"\n');
  await expect('a.json', '{"a": "old // codemod: ignore[demo] kept"}\n', '{"a": "now // codemod: ignore[demo] kept"}\n');
  const fence = '```html\n<!-- codemod: ignore[demo] kept -->\n```\n\nold\n';
  await expect('a.md', fence, fence.replace(/old/, 'now'));
  await expect('a.md', 'old `<!-- codemod: ignore[demo] kept -->`\n', 'now `<!-- codemod: ignore[demo] kept -->`\n');
});

test('JavaScript: both forms of comments, statements with and without blocks in them', async () => {
  await expect('a.ts', 'f(old); // codemod: ignore[demo] kept\nold;\n', 'f(old); // codemod: ignore[demo] kept\nnow;\n');
  await expect('a.ts', '/* codemod: ignore[demo] kept */\nold;\nold;\n', '/* codemod: ignore[demo] kept */\nold;\nnow;\n');
  await expect('a.ts', '/* codemod: ignore[demo] kept */ old;\nold;\n', '/* codemod: ignore[demo] kept */ old;\nnow;\n');
  await expect(
    'a.ts',
    '/*\n * codemod: ignore[demo] kept\n */\nold(\n  old,\n);\nold;\n',
    '/*\n * codemod: ignore[demo] kept\n */\nold(\n  old,\n);\nnow;\n',
  );
  const callback = 'f(old, () => { // codemod: ignore[demo] kept\n  g(old);\n}, old);\n';
  await expect('a.ts', callback, 'f(old, () => { // codemod: ignore[demo] kept\n  g(now);\n}, now);\n');
  const branches = 'if (old) {\n  old;\n} else if (old) { // codemod: ignore[demo] kept\n  old;\n}\n';
  await expect('a.ts', branches, 'if (now) {\n  now;\n} else if (old) { // codemod: ignore[demo] kept\n  now;\n}\n');
  const members = 'class A {\n  // codemod: ignore[demo] kept\n  a =\n    old;\n  b = old;\n}\n';
  await expect('a.ts', members, members.replace('b = old', 'b = now'));
});

test('JavaScript: a comment in JSX stands in braces', async () => {
  const jsx = 'f(<p>\n  {/* codemod: ignore[demo] kept */}\n  {old}\n  {old}\n</p>);\n';
  await expect('a.jsx', jsx, jsx.replace(/\{old\}(?=\n<)/, '{now}'));
});

test('YAML: a key with its value is held, a block below it is not', async () => {
  await expect('a.yaml', 'a: old # codemod: ignore[demo] kept\nb: old\n', 'a: old # codemod: ignore[demo] kept\nb: now\n');
  await expect('a.yaml', '# codemod: ignore[demo] kept\n- old\n- old\n', '# codemod: ignore[demo] kept\n- old\n- now\n');
  const script = 'run: | # codemod: ignore[demo] kept\n  old\n  old\nb: old\n';
  await expect('a.yaml', script, script.replace('b: old', 'b: now'));
  await expect(
    'a.yaml',
    'a: # codemod: ignore[demo] kept\n  b: odd\n  c: old\n',
    'a: # codemod: ignore[demo] kept\n  b: odd\n  c: now\n',
    ['1 suppression-unused', '2 DEMO001'],
  );
});

test('TOML: a key with its value is held', async () => {
  const list = 'a = [ # codemod: ignore[demo] kept\n  "old",\n]\nb = "old"\n';
  await expect('a.toml', list, list.replace('b = "old"', 'b = "now"'));
  const above = '[old]\n# codemod: ignore[demo] kept\na = [\n  "old",\n]\n';
  await expect('a.toml', above, above.replace('[old]', '[now]'));
});

test('JSON with comments: a line is held; plain JSON has no comments', async () => {
  const json =
    '{\n  // codemod: ignore[demo] kept\n  "a": "old",\n  "b": "old", /* codemod: ignore[demo] kept */\n  "c": "old"\n}\n';
  await expect('a.jsonc', json, json.replace('"c": "old"', '"c": "now"'));
});

test('Markdown: the next block is held, or the one that the comment stands in', async () => {
  const list = '<!-- codemod: ignore[demo] kept -->\n\n- old\n- old\n\nold\n';
  await expect('a.md', list, list.replace(/old\n$/, 'now\n'));
  const direct = '# old\n\n<!-- codemod: ignore[demo] kept -->\nold\nold\n\nold\n';
  await expect('a.md', direct, direct.replace('# old', '# now').replace(/old\n$/, 'now\n'));
  const inline = 'old\n\nold <!-- codemod: ignore[demo] kept -->\nold\n\nold\n';
  await expect('a.md', inline, inline.replace(/^old/, 'now').replace(/old\n$/, 'now\n'));
  const item = '- a\n  <!-- codemod: ignore[demo] kept -->\n- old\n- old\n';
  await expect('a.md', item, item.replace(/old\n$/, 'now\n'));
});

test('of several codemods on one line, those that are named are held', async () => {
  const other: Transform = function* (file, { fix }) {
    for (const at of wordsIn(file, 'x')) yield fix({ reason: 'it is y', at, edits: [replaceRange(file.text, at, 'y')] });
  };
  const both = [codemod(), codemod(other, { name: 'other' })];
  const text = (names: string): string => `old = x  # codemod: ignore[${names}] kept\n`;
  assert.equal((await run(text('demo'), both)).text('a.py'), text('demo').replace('x', 'y'));
  assert.equal((await run(text('other'), both)).text('a.py'), text('other').replace('old', 'now'));
  assert.deepEqual((await run(text('demo, other'), both)).changed, []);
});

test('a fix is held where it would change a held line, wherever its defect is', async () => {
  const far: Transform = function* (file, { fix }) {
    const [at] = wordsIn(file, 'old');
    if (at !== undefined) {
      yield fix({ reason: 'far', at, edits: wordsIn(file, 'old').map((one) => replaceRange(file.text, one, 'now')) });
    }
  };
  const result = await run('old\nold  # codemod: ignore[demo] kept\n', [codemod(far)]);
  assert.deepEqual([result.changed, held(result), findings(result)], [[], ['1 suppressed'], []]);
});

test('whole lines may be put above and below a held line, not between it and its comment', async () => {
  const insert = (where: string, newText: string): Transform =>
    function* (file, { fix }) {
      const start = file.text.indexOf(where);
      if (!file.text.includes('more')) {
        yield fix({ reason: 'more', at: { start: 0, end: 0 }, edits: [{ start, end: start, oldText: '', newText }] });
      }
    };
  const text = 'a\nb  # codemod: ignore[demo] kept\nc\n';
  const changed = async (where: string, newText: string, input = text): Promise<boolean> =>
    (await run(input, [codemod(insert(where, newText))])).changed.length > 0;
  assert.equal(await changed('b', 'more\n'), true);
  assert.equal(await changed('\nc', '\nmore'), true);
  assert.equal(await changed('b', '    more; '), false);
  assert.equal(await changed('\nc', '; more'), false);
  assert.equal(await changed('b', 'more\n', 'a\n# codemod: ignore[demo] kept\nb\n'), false);
});

test('findings are held as well, and what is held counts nowhere', async () => {
  const result = await run('odd  # codemod: ignore[demo] kept\nb = old  # codemod: ignore[demo] kept\n');
  assert.deepEqual([findings(result), result.withheld, result.counts.unchanged], [[], [], 1]);
  assert.deepEqual(held(result), ['2 suppressed', '1 DEMO001']);
});

test('unsafe and manual fixes are held, whatever is asked for', async () => {
  const unsafe: Transform = function* (file, { fix }) {
    const edit = (at: { start: number; end: number }) => [replaceRange(file.text, at, 'now')];
    for (const at of wordsIn(file, 'old')) yield fix({ reason: 'r', at, edits: edit(at), applicability: 'unsafe', caveat: 'c' });
    for (const at of wordsIn(file, 'odd')) yield fix({ reason: 'r', at, applicability: 'manual', caveat: 'c' });
  };
  const text = 'old  # codemod: ignore[demo] kept\nodd  # codemod: ignore[demo] kept\n';
  for (const threshold of ['safe', 'unsafe'] as const) {
    const result = await run(text, [codemod(unsafe)], threshold);
    assert.deepEqual([result.changed, findings(result), result.withheld], [[], [], []], threshold);
    assert.deepEqual(held(result), ['1 suppressed', '2 suppressed'], threshold);
  }
});

test('an unused comment is a finding, of the codemods that ran alone', async () => {
  assert.deepEqual(findings(await run('# codemod: ignore[demo] kept\na\nold\n')), ['1 suppression-unused']);
  assert.deepEqual(findings(await run('a  # codemod: ignore[other] kept\n')), []);
  const [finding] = (await run('x\n  \na  # codemod: ignore[demo] kept\n')).outcomes.flatMap((one) => one.findings);
  assert.deepEqual([finding?.line, finding?.column, finding?.codemod], [3, 4, 'demo']);
});

test('an unused comment is found though the file has no needle, and a file that does not parse stays none of its business', async () => {
  const needy = codemod(rename, { needles: ['old'] });
  const files = { 'a.py': 'a  # codemod: ignore[demo] kept\n', 'b.py': 'def # codemod: ignore[demo] kept\n', 'c.py': 'a\n' };
  const result = await run(files, [needy]);
  assert.deepEqual(findings(result), ['1 suppression-unused']);
  assert.deepEqual([result.counts.skipped, result.counts.unchanged], [0, 2]);
});

test('a comment that was of use in the first pass is not unused in the last', async () => {
  const both: Transform = function* (file, { fix }) {
    const [first, second] = wordsIn(file, 'old');
    if (second !== undefined) yield fix({ reason: 'held', at: second });
    if (first !== undefined) yield fix({ reason: 'r', at: first, edits: [replaceRange(file.text, first, 'longer')] });
  };
  const manual: Transform = function* (file, context) {
    for (const item of both(file, context)) {
      if (item.kind !== 'fix') continue;
      yield item.reason === 'held' ? { ...item, applicability: 'manual' as const, caveat: 'c' } : item;
    }
  };
  const text = 'old\nx  # codemod: ignore[demo] kept\n';
  assert.deepEqual(findings(await run(text, [codemod(manual)])), ['2 suppression-unused']);
  const used = await run('old\ny = [old]  # codemod: ignore[demo] kept\n', [codemod(manual)]);
  assert.deepEqual([used.text('a.py'), findings(used)], ['longer\ny = [old]  # codemod: ignore[demo] kept\n', []]);
});

test('without a reason, unreadable, or with a name that is nearly one, it holds all the same and is a finding', async () => {
  const cases: readonly (readonly [string, string])[] = [
    ['codemod: ignore[demo]', 'suppression-reason'],
    ['codemod: ignore[demo]  # noqa', 'suppression-reason'],
    ['codemod: ignore[demo] --', 'suppression-reason'],
    ['codemod: ignore', 'suppression-malformed'],
    ['codemod: ignore[demo', 'suppression-malformed'],
    ['codemod: ignore[] kept', 'suppression-malformed'],
    ['codemod: ignore[demo,] kept', 'suppression-malformed'],
    ['codemod: ignore[Demo] kept', 'suppression-malformed'],
    ['codemod:ignore [demo] kept', 'suppression-malformed'],
  ];
  for (const [comment, code] of cases) {
    const result = await run(`old  # ${comment}\nold\n`);
    assert.deepEqual([result.text('a.py'), findings(result)], [`old  # ${comment}\nnow\n`, [`1 ${code}`]], comment);
  }
  const long = codemod(rename, { name: 'rename-old' });
  assert.deepEqual(findings(await run('old  # codemod: ignore[rename-odl] kept\n', [long])), ['1 suppression-unknown']);
  assert.deepEqual(findings(await run('now  # codemod: ignore[rename-all-of-it] kept\n', [long])), []);
});

test('it may stand behind other comments of tools, and several may stand in one comment', async () => {
  for (const comment of [
    '# noqa: E501  # codemod: ignore[demo] kept',
    '#codemod:ignore[demo]: kept, see #12',
    '# codemod: ignore[other] a  # codemod: ignore[demo] b',
    '# codemod: ignore[demo, other] kept',
  ]) {
    const result = await run(`old  ${comment}\n`);
    assert.deepEqual([result.changed, findings(result)], [[], []], comment);
  }
});

test('prose that speaks of suppressions is none', async () => {
  for (const comment of ['# Write "# codemod: ignore[demo] why".', '# the codemod: ignores old', '# codemod: ignored by it']) {
    const result = await run(`old  ${comment}\n`);
    assert.deepEqual([result.changed, findings(result)], [['a.py'], []], comment);
  }
});

test('what two codemods have to say about one comment is told once', async () => {
  const both = [codemod(), codemod(rename, { name: 'other' })];
  assert.deepEqual(findings(await run('old  # codemod: ignore\n', both)), ['1 suppression-malformed']);
  assert.deepEqual(findings(await run('old  # codemod: ignore[demo, other]\n', both)), ['1 suppression-reason']);
  assert.deepEqual(findings(await run('a  # codemod: ignore[demo, other] b\n', both)).length, 2);
});

const project: NonNullable<Codemod['project']> = async function* (tree, context) {
  for (const path of await tree.paths()) {
    const opened = await context.open('python', path);
    for (const at of opened === null ? [] : wordsIn(opened.file, 'late')) {
      if (opened === null) continue;
      yield context.edit(opened, { reason: 'it is soon', at, edits: [replaceRange(opened.file.text, at, 'soon')] });
    }
  }
  if ((await tree.paths()).includes('gone.txt')) yield { kind: 'delete', path: 'gone.txt', reason: 'it moved' };
};

/** With a transform that looks at the same files, and without. */
const WITH_PROJECT = [codemod(rename, { project }), { ...codemod(rename, { project }), languages: {} }];

test('a comment that holds a fix of a project stage back is not unused; one that holds none is', async () => {
  for (const whole of WITH_PROJECT) {
    const result = await run('late  # codemod: ignore[demo] kept\n', [whole]);
    assert.deepEqual([findings(result), result.changed], [[], []]);
    assert.deepEqual(
      result.project.heldBack.map(({ code }) => code),
      ['withheld-suppressed'],
    );
    assert.equal(result.counts.findings, 0);
    const unused = await run('a  # codemod: ignore[demo] kept\nlate\n', [whole]);
    assert.deepEqual([findings(unused), unused.changed], [['1 suppression-unused'], ['a.py']]);
  }
});

test('what a project stage changes is one deed: where one fix is held, nothing of it is done', async () => {
  for (const whole of WITH_PROJECT) {
    const files = { 'a.py': 'late\n', 'b.py': 'late\nlate  # codemod: ignore[demo] kept\n', 'gone.txt': '' };
    const result = await run(files, [whole]);
    assert.deepEqual(
      [result.changed, result.project.heldBack.map(({ path }) => path)],
      [[], ['b.py', 'gone.txt', 'a.py', 'b.py']],
    );
    const control = await run({ ...files, 'b.py': 'late\n' }, [whole]);
    assert.deepEqual(control.changed, ['a.py', 'b.py', 'gone.txt']);
  }
});

test('a project stage is told that a file is as it should be only where nothing in it is held', async () => {
  const seen: boolean[] = [];
  const noting: Transform = function* (file, context) {
    yield* rename(file, context);
    yield context.note('seen');
  };
  const watching: NonNullable<Codemod['project']> = async function* (_tree, { files }) {
    seen.push(...files.map(({ changed }) => changed));
  };
  await run({ 'a.py': 'old\nold  # codemod: ignore[demo] kept\n', 'b.py': 'old\n' }, [codemod(noting, { project: watching })]);
  assert.deepEqual(seen, [false, true]);
});

test('a comment on each of many lines takes linear time', async () => {
  const seconds = async (lines: number): Promise<number> => {
    const begin = process.cpuUsage();
    const result = await run('old  # codemod: ignore[demo] kept\n'.repeat(lines));
    assert.equal(held(result).length, lines);
    const { user } = process.cpuUsage(begin);
    return user / 1e6;
  };
  const few = await seconds(2_000);
  const many = await seconds(16_000);
  assert.ok(many < 8 * 4 * (few + 0.05), `${few} s for 2,000 lines, ${many} s for 16,000`);
});

test('no two codemods of the toolkit are so near in name that one could be meant by the other', async () => {
  const names = await builtInNames();
  for (const name of names) {
    const near = names.filter(
      (other) => other !== name && concernOf({ names: [other], reason: '', fault: null }, name) !== 'none',
    );
    assert.deepEqual(near, [], name);
  }
  assert.equal(concernOf({ names: ['sqlite-poool'], reason: '', fault: null }, 'sqlite-pool'), 'nearly');
});
