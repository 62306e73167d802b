import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type jscodeshift from 'jscodeshift';
import type { Collection, JSCodeshift } from 'jscodeshift';
import { defineCodemod } from '../../../core/codemod.js';
import { runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import { withHashbang } from './hashbang.js';
import { jscodeshiftTransform } from './jscodeshift-transform.js';

const test = suite('hashbangs');

type Change = (j: JSCodeshift, root: Collection) => void;

const call = (j: JSCodeshift, name: string) => j.expressionStatement(j.callExpression(j.identifier(name), []));
const bodyOf = (root: Collection): unknown[] => root.get().node.program.body;
const prepend: Change = (j, root) => void bodyOf(root).unshift(call(j, 'begin'));
const append: Change = (j, root) => void bodyOf(root).push(call(j, 'done'));
const removeFirst: Change = (_j, root) => void bodyOf(root).shift();
const directive: Change = (j, root) =>
  void root.get().node.program.directives.unshift(j.directive(j.directiveLiteral('use client')));

/** Before, change, what jscodeshift itself prints, and ours. */
const CASES: readonly (readonly [path: string, before: string, change: Change, theirs: string, ours: string])[] = [
  ['a.js', '#!node\na = 1\nb()\n', append, '#!nodea = 1\nb()\ndone();\n', '#!node\na = 1\nb()\ndone();\n'],
  ['a.js', '#!node\na = 1\nb()\n', prepend, '#!nodebegin();\na = 1\nb()\n', '#!node\nbegin();\na = 1\nb()\n'],
  ['a.js', '#!node\na = 1\nb()\n', removeFirst, '#!nodeb()\n', '#!node\nb()\n'],
  ['a.js', '#!node\n// c\na()\n', append, '#!node// c\na()\ndone();\n', '#!node\n// c\na()\ndone();\n'],
  ['a.js', "#!node\n'use strict'\na()\n", append, "#!node'use strict'\na()\ndone();\n", "#!node\n'use strict'\na()\ndone();\n"],
  ['a.js', "#!node\n\n'use strict';\n", append, "#!node'use strict';\ndone();\n", "#!node\n\n'use strict';\ndone();\n"],
  ['a.js', '#!node\r\na();\r\nb();\r\n', append, '#!nodea();\nb();\ndone();\n', '#!node\r\na();\r\nb();\r\ndone();\r\n'],
  ['a.ts', "#!node\nimport 'a';\nb();\n", append, "#!nodeimport 'a';\nb();\ndone();\n", "#!node\nimport 'a';\nb();\ndone();\n"],
  [
    'a.ts',
    "#!node\n'use strict';\na();\n",
    append,
    "'use strict';;\n#!nodea();\ndone();\n",
    "#!node\n'use strict';\na();\ndone();\n",
  ],
  ['a.ts', '#!node\na();\n', directive, '"use client";\n#!nodea();\n', '#!node\n"use client";\na();\n'],
  ['a.js', '#!node\ndebugger\nb()\n', append, '#!nodedebugger\nb()\ndone();\n', '#!node\ndebugger\nb()\ndone();\n'],
];

const require = createRequire(import.meta.url);

/** The control: jscodeshift by itself. */
function printed(path: string, before: string, change: Change): string {
  const j = (require('jscodeshift') as typeof jscodeshift).withParser(path.endsWith('.ts') ? 'ts' : 'babel');
  const root = j(before);
  change(j, root);
  return root.toSource();
}

async function written(path: string, before: string, change: Change): Promise<string> {
  const javascript = jscodeshiftTransform((file, { j }) => {
    const root = j(file.source);
    change(j, root);
    return root.toSource();
  });
  const about = { name: 'hashbang', version: '1.0.0', summary: 'Runs a transform.', params: {}, codes: {}, foreign: true };
  const codemod = defineCodemod({ ...about, languages: { javascript } });
  return (await runBound([{ codemod, params: {} }], { [path]: before }, 'safe')).text(path);
}

test('recast writes what follows a hashbang in its line, ours writes it below', async () => {
  for (const [path, before, change, theirs, ours] of CASES) {
    assert.equal(printed(path, before, change), theirs, 'the control');
    assert.equal(await written(path, before, change), ours);
  }
});

test('a transform may call another program, or the same one otherwise', () => {
  const text = '#!/usr/bin/env node\na()\n';
  const others = ['nodejs', 'node18', 'node-dev --trace', 'node --test', 'node ', 'node\r'].map(
    (name) => `#!/usr/bin/env ${name}\na()\n`,
  );
  for (const other of [
    text,
    ...others,
    '#!/bin/other\n\na()\n',
    'a()\n',
    '#!/usr/bin/env node',
    'b(`\n#!/usr/bin/env node`)\n',
  ]) {
    assert.equal(withHashbang(other, text), other);
  }
  assert.equal(withHashbang('#!/usr/bin/env nodeawait a()\n', text), '#!/usr/bin/env node\nawait a()\n', 'control');
});
