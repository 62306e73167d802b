import assert from 'node:assert/strict';
import { defineCodemod } from '../../../core/codemod.js';
import { replaceRange } from '../../../core/edit.js';
import type { ImportRequest } from '../../../core/fix.js';
import { isSkip } from '../../../core/source-file.js';
import { type Files, type MemoryRun, runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import { adoptRules } from '../../ast-grep/adopt-rules.js';
import { jscodeshiftTransform } from '../foreign/jscodeshift-transform.js';
import type { JavaScriptImports } from '../services.js';
import { findBlocks } from './find-blocks.js';

const test = suite('components of Vue and Svelte');

/** The scripts of a component, or why it is left alone. */
function scripts(path: string, text: string): readonly string[] | string {
  const blocks = findBlocks(path, text);
  return isSkip(blocks) ? blocks.message : blocks.map(({ start, end, lang }) => `${lang}: ${text.slice(start, end).trim()}`);
}

test('the scripts of a Vue component are those at its top level', () => {
  const text = `<!-- <script>no</script> -->
<template functional>
  <p v-if="a > b" title='</template>'>{{ a < b ? '</template>' : c }}<br><template #x><i/></template><template /></p>
  <script>no</script><textarea></template></textarea>
</template>
<script lang="ts">export default '<script>';</script>
<docs>\n<template>\n</docs>
<script setup lang = 'tsx' generic="T extends Record<string, string>">one()</script >
<style>a::after { content: '<script>' }</style>`;
  assert.deepEqual(scripts('a.vue', text), ["ts: export default '<script>';", 'tsx: one()']);
  assert.deepEqual(scripts('a.vue', '<template lang="pug">\np <template>\n</template>\n<script>a</script>'), ['js: a']);
});

test('the scripts of a Svelte component are those in no other element', () => {
  const text = `<script context="module" lang="ts">a</script>
<svelte:head><script>no</script>{@html '<script>no</' + 'script>'}</svelte:head>
{#if x > /[{}<"]/.exec(y)}<input on:input={() => a > "}" } bind:value><Comp on:x={(e) => e}/>{/if}
{@html \`<script>\${"}"}</script>\`}
<p title="{a ? "<script>" : '>'}" {...rest} class={a}>it's</p>
<script>b</script>
<style>a{}</style>`;
  assert.deepEqual(scripts('a.svelte', text), ['ts: a', 'js: b']);
});

test('a closing tag ends a script wherever it stands, as it does for the compilers', () => {
  for (const path of ['a.vue', 'a.svelte']) assert.deepEqual(scripts(path, '<script>a = "</script>";</script>'), ['js: a = "']);
});

test('scripts in other files or languages, and empty ones, are none', () => {
  for (const path of ['a.vue', 'a.svelte']) {
    for (const tag of ['src="./a.js"', 'lang="coffee"', 'type="text/x-template"']) {
      assert.deepEqual(scripts(path, `<script ${tag}>a</script>`), [], tag);
    }
    assert.deepEqual(scripts(path, '<script>\n</script><script src="a" />'.slice(0, 18)), []);
    assert.deepEqual(scripts(path, '<p>text</p>'), []);
  }
});

test('a component that cannot be told apart is left alone', () => {
  assert.equal(
    scripts('a.vue', '<script>a</script>\n<script>b</script>'),
    'line 2 is not valid: it is a second <script> of its kind',
  );
  assert.equal(scripts('a.vue', '<template>\n<p>'), 'line 1 is not valid: <template> is not closed');
  assert.equal(scripts('a.svelte', '\n{#if a\n<script>b</script>'), 'line 2 is not valid: its braces are not closed');
  const deep = `{${'`${'.repeat(100_000)}`;
  assert.equal(scripts('a.svelte', deep), 'line 1 is not valid: its braces are not closed');
  assert.equal(scripts('a.svelte', '<script>b'), 'line 1 is not valid: <script> is not closed');
});

const rename = (from: string, to: string) =>
  jscodeshiftTransform((file, { j }) => {
    const root = j(file.source);
    for (const path of root.find(j.Identifier, { name: from }).paths()) path.node.name = to;
    return root.toSource();
  });

function run(javascript: ReturnType<typeof rename>, files: Files, unsafe = false): Promise<MemoryRun> {
  const base = { name: 'foreign', version: '1.0.0', summary: 'Renames.', params: {}, codes: {}, foreign: true } as const;
  return runBound(
    [{ codemod: defineCodemod({ ...base, languages: { javascript } }), params: {} }],
    files,
    unsafe ? 'unsafe' : 'safe',
  );
}

const VUE = `\ufeff<template>\r\n  <p :class="old(1)">{{ old }}</p>\r\n</template>\r\n\r\n<script>\r\nimport { old } from 'x';\r\nexport default { name: 'old' };\r\n</script>\r\n
<script setup lang="ts">\r\n  const a = <string>old.b( 1 ) ;\r\n</script>\r\n<style>old {}</style>`;

test('every script is transformed by itself, and no other byte changes', async () => {
  const { files } = await run(rename('b', 'c'), { 'a.vue': VUE });
  assert.equal(files.get('a.vue')?.toString(), VUE.replace('old.b(', 'old.c('));
});

test('a name that the rest of the component may use is not taken away unasked', async () => {
  const refused = await run(rename('old', 'fresh'), { 'a.vue': VUE });
  assert.match(
    refused.withheld.map(({ line, caveat }) => `${line} ${caveat}`).join('\n'),
    /^6 the rest of the component may use old/,
  );
  assert.equal(refused.text('a.vue'), VUE, 'what the other script uses stays with it');
  assert.equal(refused.withheld.length, 1);
  const done = await run(rename('old', 'fresh'), { 'a.vue': VUE }, true);
  assert.match(done.text('a.vue'), /<p :class="old\(1\)">.*\r\nimport \{ fresh \} from 'x';.*<string>fresh\.b/s);
});

const SVELTE = `<script context="module">
  import foo from 'foo';
</script>
<script>
  let x = foo(1);
  // kept
  $: y = foo(x);
</script>
<p>{foo(y)}</p>
`;

test('what a transform of another tool does to the scripts of a component is one fix', async () => {
  const unasked = await run(rename('foo', 'bar'), { 'a.svelte': SVELTE });
  assert.equal(unasked.text('a.svelte'), SVELTE);
  assert.deepEqual(
    unasked.withheld.map(({ line, because, caveat }) => `${line} ${because}: ${caveat}`),
    ['2 unsafe: the rest of the component may use foo, and is not looked at'],
  );
  const all = SVELTE.replace('import foo', 'import bar').replaceAll('= foo(', '= bar(');
  assert.equal((await run(rename('foo', 'bar'), { 'a.svelte': SVELTE }, true)).text('a.svelte'), all);

  const held = SVELTE.replace('// kept', '// codemod: ignore[foreign] not yet');
  assert.equal((await run(rename('foo', 'bar'), { 'a.svelte': held }, true)).text('a.svelte'), held, 'a comment holds all back');

  const printed = jscodeshiftTransform(({ source }) =>
    source.replace(/foo\(1\);\s*\/\/ kept/, 'foo(2);').replace("'foo'", "'food'"),
  );
  const lost = await run(printed, { 'a.svelte': SVELTE });
  assert.equal(lost.text('a.svelte'), SVELTE, 'a comment that one script would lose makes all unsafe');
  assert.match(lost.withheld[0]?.caveat ?? '', /would be lost: \/\/ kept/);
});

test('rules of ast-grep that change one script safely stay apart, and none is applied beside an unsafe one', async () => {
  const { codemod } = adoptRules('id: no-old\nlanguage: js\nrule: { pattern: old }\nfix: fresh\n', 'rule.yml');
  const bound = [{ codemod, params: {} }];
  const uses = '<script>\n  old;\n  // codemod: ignore[no-old] later\n  old;\n</script>\n';
  const apart = await runBound(bound, { 'a.svelte': uses }, 'safe');
  assert.equal(apart.text('a.svelte'), uses.replace('old;', 'fresh;'));
  const declared = '<script>\n  let old = 1;\n  use(old);\n</script>\n';
  const { withheld, files } = await runBound(bound, { 'a.svelte': declared }, 'safe');
  assert.equal(files.get('a.svelte')?.toString(), declared);
  assert.deepEqual(
    withheld.map(({ line, because }) => `${line} ${because}`),
    ['2 unsafe'],
  );
});

test('a codemod of ours that takes away what the other script uses is unsafe', async () => {
  const codemod = defineCodemod({
    ...{ name: 'own', version: '1.0.0', summary: 'Renames.', params: {}, codes: {}, passes: 1 },
    languages: {
      javascript: {
        needles: [],
        *transform(file, context) {
          const start = file.text.indexOf('import foo') + 'import '.length;
          if (start < 'import '.length) return;
          const at = { start, end: start + 3 };
          yield context.fix({ reason: 'bar is better', at, edits: [replaceRange(file.text, at, 'bar')] });
        },
      },
    },
  });
  const withoutMarkup = SVELTE.slice(0, SVELTE.indexOf('<p>'));
  const { withheld, files } = await runBound([{ codemod, params: {} }], { 'a.svelte': withoutMarkup }, 'safe');
  assert.equal(files.get('a.svelte')?.toString(), withoutMarkup);
  assert.match(withheld[0]?.caveat ?? '', /may use foo,/);
});

test('what a component exposes are declarations, keys and listed texts, and no types', async () => {
  const lost = async (script: string, from: string): Promise<boolean> => {
    const { withheld } = await run(rename(from, 'zz'), { 'a.svelte': `<script lang="ts">${script}</script>` });
    return withheld.length > 0;
  };
  for (const script of [
    'import a from "x"',
    'import { b as a } from "x"',
    'export let a = 1',
    'const { b: [a] } = c',
    'function a() {}',
    'class a {}',
    'enum a { B }',
    '$: a = b * 2',
    'x({ data() { return { a: 1 } } })',
    'x({ a() {} })',
    'x({ a: 1 }); y({ a: 1 }); z(a)',
    "const a: B = 1; x(['a'])",
  ]) {
    assert.ok(await lost(script, 'a'), script);
  }
  for (const script of [
    'import type { a } from "x"',
    'import { type a } from "x"',
    'interface a {}',
    'b(a)',
    'function b(a) { let c = a }',
  ]) {
    assert.ok(!(await lost(script, 'a')), script);
  }
});

test('a name that is left for its type alone is lost', async () => {
  const text = '<script setup lang="ts">import { B } from "b"; const x: B = 1;</script>';
  const javascript = jscodeshiftTransform((file) => file.source.replace('import {', 'import type {'));
  const { withheld } = await run(javascript, { 'a.vue': text });
  assert.match(withheld[0]?.caveat ?? '', /may use B,/);
});

test('a text that would end the script is refused', async () => {
  const javascript = jscodeshiftTransform((file) => file.source.replace('1', '"</script>"'));
  const { outcomes } = await run(javascript, { 'a.vue': '<script>a = 1</script>' }, true);
  assert.match(outcomes[0]?.failure?.message ?? '', /would end the script of the component/);
});

test('a script that does not parse is told with the line of the component', async () => {
  const { outcomes } = await run(rename('a', 'b'), { 'a.vue': '<template/>\r\n<script>\r\na;\r\nlet let;\r\n</script>' });
  assert.match(outcomes[0]?.skip?.message ?? '', /^line 4 is not valid/);
});

test('findings and comments that hold codemods back count lines of the component', async () => {
  const rule = 'id: no-old\nlanguage: ts\nrule: { pattern: old($A) }\n';
  const { codemod } = adoptRules(rule, 'rule.yml');
  const text = '<p>{old(0)}</p>\n<script lang="ts">\n  old(1);\n  // codemod: ignore[no-old] later\n  old(2);\n</script>\n';
  const { findings, outcomes } = await runBound(
    [{ codemod, params: {} }],
    { 'a.svelte': text, 'b.svelte': text.replace('ts', 'js') },
    'safe',
  );
  assert.deepEqual(
    findings.map(({ path, line, code }) => `${path} ${line} ${code}`),
    ['a.svelte 3 RULE001', 'b.svelte 4 suppression-unused'],
  );
  assert.equal(outcomes[0]?.heldBack.findings[0]?.line, 5);
});

/** Runs a codemod that asks once for something, where a script says `here`, and tells what came of it. */
async function asked(request: (imports: JavaScriptImports) => ImportRequest, text: string, path = 'a.vue'): Promise<string> {
  let isAsked = false;
  const codemod = defineCodemod({
    ...{ name: 'own', version: '1.0.0', summary: 'Asks.', params: {}, codes: {} },
    languages: {
      javascript: {
        needles: [],
        *transform({ text: script }, context) {
          const at = { start: script.indexOf('here'), end: script.indexOf('here') + 4 };
          if (isAsked || at.start < 0) return;
          isAsked = true;
          yield context.fix({ reason: 'it is needed', at, imports: [request(context.imports)] });
        },
      },
    },
  });
  const { files, withheld } = await runBound([{ codemod, params: {} }], { [path]: text }, 'unsafe');
  return withheld.map(({ because, caveat }) => `<${because}: ${caveat}>`)[0] ?? String(files.get(path));
}

const need: (imports: JavaScriptImports) => ImportRequest = (imports) => imports.need('m', 'x');

test('an import stands in the script that asks for it, at its own indentation', async () => {
  const first = "<script context='module'>\n  import a from 'a';\n</script>\n";
  const svelte = `\ufeff${first}<p/>\n<script>\n\there(1);\n</script>\n`;
  assert.equal(await asked(need, svelte, 'a.svelte'), svelte.replace('\there', "\timport { x } from 'm';\n\n\there"));
  const vue = '<script>here()</script>\r\n';
  assert.equal(
    await asked(need, vue),
    vue.replace('here', "\r\nimport { x } from 'm'\r\n\r\nhere"),
    'the line of the tag holds no import',
  );
});

test('an import is written as the language of its script has it', async () => {
  const whole = (lang: string): Promise<string> =>
    asked((imports) => imports.need('fs'), `<script lang="${lang}">\nhere();\n</script>\n`, 'a.svelte');
  assert.match(await whole('ts'), /import \* as fs from/);
  assert.match(await whole('js'), /import fs from/);
});

test('no import gives the rest of a component another meaning', async () => {
  const setup = '<script setup>\nhere();\n</script>\n';
  const speaks = 'the rest of the component speaks of x, and may mean something else: import it by hand';
  assert.equal(await asked(need, `${setup}<template>{{ x + 1 }}</template>`), `<import: ${speaks}>`);
  assert.equal(await asked(need, `<script>x();</script>${setup}`), `<import: ${speaks}>`);
  const declared = '<import: the other script of the component declares x>';
  assert.equal(await asked(need, `<script>const x = 1;</script>${setup}`), declared);
  for (const other of ['{{ a.x }}', '{{ xs }}', '<svg><path/></svg>']) {
    assert.match(await asked(need, `${setup}<template>${other}</template>`), /import \{ x \}/, other);
  }
  const path: typeof need = (imports) => imports.need('path');
  assert.match(await asked(path, `${setup}<template><path d="x"></path></template>`), /import path/);
  assert.match(await asked(path, `${setup}<template><paths :a="path" /></template>`), /^<import: /);
  const options = setup.replace(' setup', '');
  assert.match(
    await asked(need, `${options}<template>{{ x }}</template>`),
    /import \{ x \}/,
    'a template sees no imports of options',
  );
});

test('what a template may use is not taken away, and CommonJS is left as it is', async () => {
  const text = "<script>\nimport { x } from 'm';\nhere();\n</script>\n";
  const why = 'the rest of the component may use what is imported';
  assert.equal(await asked((imports) => imports.remove('m', 'x'), text), `<import: ${why}: remove x from m by hand>`);
  const rename = asked((imports) => imports.rename({ module: 'm', name: 'x' }, { module: 'n', name: 'x' }), text);
  assert.equal(await rename, `<import: ${why}: rename x from m by hand>`);
  assert.match(
    await asked(need, '<script>\nmodule.exports = here;\n</script>\n'),
    /^<import: the script requires or exports as CommonJS/,
  );
  assert.match(
    await asked(need, "<script>\nconst a = require('a');\nexport default here;\n</script>\n"),
    /import \{ x \} from 'm';\nexport/,
  );
});
