import assert from 'node:assert/strict';
import { type Files, type MemoryRun, runBound } from '../../testing/run-on.js';
import { suite } from '../../testing/suite.js';
import { adoptRules } from './adopt-rules.js';

const test = suite('rules of ast-grep');

async function run(rules: string, files: Files, unsafe = false): Promise<MemoryRun> {
  const { codemod, prepare } = adoptRules(rules, 'rule.yml');
  await prepare();
  return runBound([{ codemod, params: {} }], files, unsafe ? 'unsafe' : 'safe');
}

async function after(rules: string, text: string, path = 'a.js', unsafe = false): Promise<string> {
  return (await run(rules, { [path]: text }, unsafe)).text(path);
}

const RENAME = 'id: rename\nlanguage: js\nrule: { pattern: old($$$ARGS) }\nfix: fresh($$$ARGS)\n';

test('what a rule matches is replaced, and every other byte stays', async () => {
  const before = "\ufeff#!/usr/bin/env node\r\n\told( 1,'\u2028' ) ;'🎉';\r\nx . old(2)\r\nold(3)";
  assert.equal(
    await after(RENAME, before),
    before.replace('old( 1', 'fresh(1').replace(' ) ;', ') ;').replace('old(3)', 'fresh(3)'),
  );
});

test('of matches in each other, the outer one is rewritten, and the inner one told', async () => {
  const result = await run(RENAME, { 'a.js': 'old(old(1)); old(2);\n' });
  assert.equal(result.text('a.js'), 'fresh(old(1)); fresh(2);\n');
  assert.deepEqual(
    result.findings.map(({ code, line }) => `${code} ${line}`),
    ['RULE001 1'],
  );
  assert.match(result.findings[0]?.message ?? '', /^rename: it stands inside of a match/);
});

test('fixes that touch are all made', async () => {
  const rule = 'id: a\nlanguage: js\nrule: { kind: jsx_self_closing_element }\nfix: "{b}"\n';
  assert.equal(await after(rule, 'x = <p><A/><A/><A/></p>;\n'), 'x = <p>{b}{b}{b}</p>;\n');
});

test('a comment that would be lost makes a fix unsafe; one that is kept does not', async () => {
  const rule = 'id: a\nlanguage: js\nrule: { pattern: old($A) }\nfix: fresh($A)\n';
  const lost = await run(rule, { 'a.js': 'old(/* why */ 1);\n', 'b.js': 'old(() => { /* why */ });\n' });
  assert.equal(lost.text('a.js'), 'old(/* why */ 1);\n');
  assert.equal(lost.text('b.js'), 'fresh(() => { /* why */ });\n');
  assert.match(lost.withheld[0]?.caveat ?? '', /would be lost: \/\* why \*\//);
  assert.equal(await after(rule, 'old(/* why */ 1);\n', 'a.js', true), 'fresh(1);\n');
});

test('new lines are the file’s own', async () => {
  const rule = 'id: a\nlanguage: js\nrule: { pattern: old($A) }\nfix: |-\n  fresh(\n    $A,\n  )\n';
  assert.equal(await after(rule, 'if (a) {\r\n  old(1);\r\n}\r\n'), 'if (a) {\r\n  fresh(\r\n    1,\r\n  );\r\n}\r\n');
});

test('a file whose new text does not parse stays, and so does one that never parsed', async () => {
  const rule = 'id: a\nlanguage: js\nrule: { pattern: old() }\nfix: fresh(\n';
  const result = await run(rule, { 'a.js': 'old();\n', 'b.js': 'old(); let let;\n' });
  assert.deepEqual(
    result.outcomes.map(({ kind, failure, skip }) => `${kind} ${failure?.code ?? skip?.code}`),
    ['failed output-refused', 'skipped syntax-error'],
  );
  assert.equal(result.text('a.js'), 'old();\n');
});

test('where ast-grep has guessed, its fixes are unsafe', async () => {
  const flow = '// @flow\nold(1);\ntype A = {| +a: ?string |};\n';
  const result = await run(RENAME, { 'a.js': flow });
  assert.equal(result.text('a.js'), flow);
  assert.match(result.withheld[0]?.caveat ?? '', /parser cannot read line 3/);
  assert.equal(await after(RENAME, flow, 'a.js', true), flow.replace('old', 'fresh'));
  assert.equal(await after(RENAME, flow.replace(/type.*\n/, '')), '// @flow\nfresh(1);\n', 'the control');
});

test('a rule without a fix reports, with its message filled in', async () => {
  const rule = 'id: no-eval\nlanguage: js\nmessage: $A is run\nrule: { pattern: eval($A) }\n';
  const { findings, changed } = await run(rule, { 'a.js': 'f();\neval(code);\n' });
  assert.deepEqual(findings, [{ path: 'a.js', line: 2, code: 'RULE001', message: 'no-eval: code is run' }]);
  assert.deepEqual(changed, []);
});

test('each language has its files', async () => {
  const rule = (language: string): string => `id: a\nlanguage: ${language}\nrule: { pattern: old($A) }\nfix: fresh($A)\n`;
  const names = ['a.js', 'a.jsx', 'a.mjs', 'a.cjs', 'a.ts', 'a.mts', 'a.cts', 'a.tsx'];
  const files = Object.fromEntries(names.map((name) => [name, 'old(1);\n']));
  const changed = async (language: string) => (await run(rule(language), files)).changed;
  assert.deepEqual(await changed('JavaScript'), ['a.cjs', 'a.js', 'a.jsx', 'a.mjs']);
  assert.deepEqual(await changed('ts'), ['a.cts', 'a.mts', 'a.ts']);
  assert.deepEqual(await changed('TSX'), ['a.tsx']);
});

test('scripts of components are changed, and those of pages are not, other than by ast-grep itself', async () => {
  const script = '<script>old(1);</script>\n';
  const { changed } = await run(RENAME, { 'a.html': script, 'a.svelte': script, 'a.vue': script, 'a.js': 'old(1);\n' });
  assert.deepEqual(changed, ['a.js', 'a.svelte', 'a.vue']);
});

test('style sheets and pages are read by ast-grep alone, and skipped where it cannot', async () => {
  const css = 'id: a\nlanguage: css\nrule: { kind: property_name, regex: "^color$" }\nfix: background\n';
  assert.equal(await after(css, 'a { color: red }\r\n/* color */\r\n', 'a.css'), 'a { background: red }\r\n/* color */\r\n');
  const skipped = await run(css, { 'a.css': 'a { color: red\n', 'b.css': 'a { color: red; ) }\n' });
  assert.deepEqual(
    skipped.outcomes.map(({ skip }) => skip?.code),
    ['syntax-error', 'syntax-error'],
  );
  const html = 'id: a\nlanguage: html\nrule: { kind: tag_name, regex: "^b$" }\nfix: strong\n';
  assert.equal(await after(html, '<p><b>x</b><br></p>\n', 'a.html'), '<p><strong>x</strong><br></p>\n');
  assert.equal((await run(html, { 'a.html': '<p><b>x</i></p>\n' })).outcomes[0]?.skip?.code, 'syntax-error');
});

test('comments hold fixes back, in ast-grep’s words and in ours', async () => {
  const held = 'old(1); // ast-grep-ignore\n// ast-grep-ignore: rename\nold(2);\n// ast-grep-ignore: other\nold(3);\n';
  assert.equal(await after(RENAME, `f();\n${held}`), `f();\n${held.replace('old(3)', 'fresh(3)')}`);
  assert.equal(await after(RENAME, '// ast-grep-ignore\n\nold(1);\n'), '// ast-grep-ignore\n\nold(1);\n', 'the whole file');
  const ours = '// codemod: ignore[rename] later\nold(1);\nold(2);\n';
  assert.equal(await after(RENAME, ours), ours.replace('old(2)', 'fresh(2)'));
});

test('constraints, utilities, transformations and expansions are ast-grep’s', async () => {
  const rule = `
id: a
language: js
utils:
  quoted: { kind: string }
rule: { kind: pair, all: [{ has: { field: key, pattern: $KEY } }, { has: { field: value, pattern: $VALUE } }] }
constraints: { KEY: { kind: property_identifier }, VALUE: { matches: quoted } }
transform:
  SNAKE: { convert: { source: $KEY, toCase: snakeCase } }
  INNER: substring($VALUE, startChar=1, endChar=-1)
fix:
  template: '$SNAKE: \`$INNER\`,'
  expandEnd: { regex: '^,$' }
`;
  assert.equal(await after(rule, 'x = { oneTwo: "a", b: c, };\n'), 'x = { one_two: `a`, b: c, };\n');
});

test('rewriters make of each node what their rules say', async () => {
  const rule = `
id: a
language: js
rule: { pattern: 'f([$$$ITEMS])' }
rewriters:
  - { id: call, rule: { pattern: '$F()' }, fix: 'new $F' }
  - { id: number, rule: { kind: number, pattern: $N }, fix: 'n($N)' }
transform:
  PLACED: { rewrite: { source: $$$ITEMS, rewriters: [call, number] } }
  JOINED: { rewrite: { source: $$$ITEMS, rewriters: [number], joinBy: ' + ' } }
fix: g([$PLACED], $JOINED)
`;
  assert.equal(await after(rule, 'f([1, a(), [2]]);\n'), 'g([n(1), new a, [n(2)]], n(1) + n(2));\n');
});

test('files and ignores are globs over the whole path, in which a star crosses slashes', async () => {
  const rule = `${RENAME}files: ['src/*.js', { glob: '**/B.js', caseInsensitive: true }]\nignores: ['**/{gen,dist}/**']\n`;
  const names = ['src/a.js', 'src/deep/a.js', 'src/gen/a.js', 'lib/b.js', 'lib/a.js', 'b.js'];
  const { changed } = await run(rule, Object.fromEntries(names.map((name) => [name, 'old(1);\n'])));
  assert.deepEqual(changed, ['b.js', 'lib/b.js', 'src/a.js', 'src/deep/a.js']);
});

test('a rule that is off is not run', async () => {
  const off = RENAME.replace('id: rename', 'id: off\nseverity: off').replace('fresh', 'gone');
  assert.equal(await after(`${off}---\n${RENAME}`, 'old(1);\n'), 'fresh(1);\n');
  assert.throws(() => adoptRules(off, 'rule.yml'), { code: 'rule-invalid', message: /severity of each of its rules is "off"/ });
});
