import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import type jscodeshift from 'jscodeshift';
import type { JSCodeshift } from 'jscodeshift';
import { defineCodemod } from '../../../core/codemod.js';
import { runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import type { ForeignTransform } from './foreign-options.js';
import { jscodeshiftTransform } from './jscodeshift-transform.js';

const test = suite('white space inside of texts');

const require = createRequire(import.meta.url);
const j = (require('jscodeshift') as typeof jscodeshift).withParser('babel');

async function written(javascript: ForeignTransform, before: string, threshold: 'safe' | 'unsafe' = 'safe'): Promise<string> {
  const about = { name: 'texts', version: '1.0.0', summary: 'Runs a transform.', params: {}, codes: {}, foreign: true };
  const codemod = defineCodemod({ ...about, languages: { javascript } });
  return (await runBound([{ codemod, params: {} }], { 'a.js': before }, threshold)).text('a.js');
}

/** Puts calls of `put` into an `if`, and writes NEW for OLD in templates. */
function change({ j: shift }: { readonly j: JSCodeshift }, source: string): string {
  const root = shift(source);
  root
    .find(shift.ExpressionStatement, { expression: { callee: { name: 'put' } } })
    .replaceWith(({ node }) => shift.ifStatement(shift.identifier('on'), shift.blockStatement([node])));
  root.find(shift.TemplateElement).forEach(({ node }) => {
    const raw = node.value.raw.replace('OLD', 'NEW');
    if (raw !== node.value.raw) node.value = { raw, cooked: raw };
  });
  return root.toSource();
}

/** What a program hands to `put`. */
function textsOf(program: string): readonly string[] {
  const texts: string[] = [];
  const put = (...some: string[]): void => void texts.push(...some);
  runInNewContext(program, { put, on: true, tag: (parts: TemplateStringsArray) => parts.raw.join('') });
  return texts;
}

const CASES: Readonly<Record<string, string>> = {
  spaces: 'function f() {\n  put(`\n    q\n  z`)\n}\nf()\n',
  tabs: 'function f() {\n\tput(`\n\t\tq\n\n\tz`);\n}\nf();\n',
  pieces: 'function f(a) {\n\tput(tag`\n\t\tselect 1\n\t\twhere x = ${a}\n\t`, `\n\t\t${a}\n\t\t\t${a}\n\t\t`);\n}\nf(1);\n',
  'a string that goes on': 'function f() {\n\tput("a\\\n\tb");\n}\nf();\n',
  'another word': 'function f() {\n\tvar t = `x OLD\n\ttail\n  \tmixed`;\n\tput(t);\n}\nf();\n',
  'line ends of Windows': 'function f() {\r\n\tput(`\r\n\t\tq\r\n\tOLD`);\r\n}\r\nf();\r\n',
};

test('stays where the code around it is indented', async () => {
  for (const [name, before] of Object.entries(CASES)) {
    const wanted = textsOf(before).map((text) => text.replace('OLD', 'NEW'));
    assert.notDeepEqual(textsOf(change({ j }, before)), wanted, `${name}: the control`);
    const after = await written(
      jscodeshiftTransform((file, api) => change(api, file.source)),
      before,
    );
    assert.notEqual(after, before, name);
    assert.deepEqual(textsOf(after), wanted, name);
    assert.equal(/[^\r]\n/.test(after), !before.includes('\r'), name);
  }
});

test('changes where nothing else does, for that is what the transform is for', async () => {
  const dedent = (text: string): string => text.replace(/`[^`]*`/g, (template) => template.replaceAll('\n    ', '\n'));
  const before = 'function f() {\n    put(`\n    a\n      b\n    `);\n}\n';
  const spaces = 'put(`\n\ta\n`);\n';
  const print = (printed: string) => jscodeshiftTransform(() => printed);
  assert.equal(await written(print(dedent(before)), before), dedent(before));
  assert.equal(await written(print(spaces.replace('\t', '    ')), spaces), spaces.replace('\t', '    '));
  // With other changes nobody knows who has made it.
  const both = dedent(before).replace('put(', 'put(1, ');
  assert.equal(await written(print(both), before), before);
  assert.equal(await written(print(both), before, 'unsafe'), both);
});
