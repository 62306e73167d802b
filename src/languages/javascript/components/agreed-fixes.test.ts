import assert from 'node:assert/strict';
import { type Codemod, defineCodemod } from '../../../core/codemod.js';
import { replaceRange } from '../../../core/edit.js';
import { runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import { jscodeshiftTransform } from '../foreign/jscodeshift-transform.js';

const test = suite('what fixes of the scripts of a component do to each other');

const ABOUT = { name: 'sample', version: '1.0.0', summary: 'Imports.', params: {}, codes: {} } as const;

/** Puts a statement in front of each script that does not hold it and calls `foo`, as jscodeshift prints it. */
function adds(...statements: readonly string[]): Codemod {
  const javascript = jscodeshiftTransform((file, { j }) => {
    if (!file.source.includes('foo(') || file.source.includes('from ')) return null;
    const root = j(file.source);
    for (const statement of statements) root.get().node.program.body.unshift(j(statement).get().node.program.body[0]);
    return root.toSource({ quote: 'single' });
  });
  return defineCodemod({ ...ABOUT, foreign: true, languages: { javascript } });
}

async function made(codemod: Codemod, path: string, before: string): Promise<string> {
  const { text, withheld } = await runBound([{ codemod, params: {} }], { [path]: before }, 'safe');
  return withheld.map(({ caveat }) => caveat)[0] ?? text(path);
}

const IMPORT = "import { foo } from 'lib';";
const SVELTE = '<script>\nfoo(2);\n</script>\n<script context="module">\nfoo(1);\n</script>\n<p/>\n';
const VUE = '<script>\nfoo(1);\n</script>\n<script setup>\nfoo(2);\n</script>\n';

test('an import that both would hold stands in the script that the other one knows', async () => {
  assert.equal(await made(adds(IMPORT), 'a.svelte', SVELTE), SVELTE.replace('foo(1);', `${IMPORT}\nfoo(1);`));
  assert.equal(await made(adds(IMPORT), 'a.vue', VUE), VUE.replace('foo(1);', `${IMPORT}\nfoo(1);`));
  for (const standing of [IMPORT, 'import { bar as foo } from "lib";']) {
    const known = VUE.replace('foo(1);', `${standing}\nfoo(1);`);
    const expected = standing === IMPORT ? known : 'both scripts of the component would declare foo';
    assert.equal(await made(adds(IMPORT), 'a.vue', known), expected, standing);
  }
  // The rest of what is done to the other script is done.
  const both = VUE.replace('foo(1);', `${IMPORT}\nfoo(1);`);
  assert.equal(await made(adds(IMPORT, 'begin();'), 'a.vue', both), both.replace('foo(2);', 'begin();\nfoo(2);'));
  // The control: one script alone has its import.
  const [alone = ''] = VUE.split('<script setup>');
  assert.equal(await made(adds(IMPORT), 'a.vue', alone), alone.replace('foo(1);', `${IMPORT}\nfoo(1);`));
});

test('any other name that both would declare makes it unsafe', async () => {
  const caveat = 'both scripts of the component would declare foo';
  const inner = VUE.replace('foo(2);', `${IMPORT}\nfoo(2);`);
  assert.equal(await made(adds(IMPORT), 'a.vue', inner), caveat, 'the script with the import is not known to the other one');
  assert.equal(await made(adds('const foo = 1;'), 'a.svelte', SVELTE), caveat);
  assert.equal(await made(adds("import { foo, bar } from 'lib';"), 'a.svelte', SVELTE), caveat);
  // The control: what both declare already is none of the codemod's business.
  const declared = VUE.replaceAll('foo(', 'let x;\nfoo(');
  const changed = await made(adds('begin();'), 'a.vue', declared);
  assert.equal(changed, declared.replaceAll('let x', 'begin();\nlet x'));
});

test('what a codemod of ours requests is imported once', async () => {
  const codemod = defineCodemod({
    ...ABOUT,
    languages: {
      javascript: {
        needles: [],
        *transform({ text }, context) {
          const start = text.indexOf('foo(');
          const at = { start, end: start + 3 };
          const imports = [context.imports.need('lib', 'bar')];
          if (start >= 0) yield context.fix({ reason: 'bar is better', at, edits: [replaceRange(text, at, 'bar')], imports });
        },
      },
    },
  });
  const apart = (text: string): string => text.replaceAll('foo(', 'begin();\nfoo(');
  const { text, withheld } = await runBound([{ codemod, params: {} }], { 'a.svelte': apart(SVELTE) }, 'safe');
  assert.equal(text('a.svelte').split("import { bar } from 'lib'").length, 2);
  assert.deepEqual(
    withheld.map(({ because, caveat }) => `${because}: ${caveat}`),
    ['import: the other script of the component declares bar'],
  );
  const [alone = ''] = VUE.split('<script setup>');
  assert.match(await made(codemod, 'a.vue', apart(alone)), /import \{ bar \} from 'lib'.*bar\(1\)/s, 'control');
});
