import assert from 'node:assert/strict';
import vm from 'node:vm';
import fc from 'fast-check';
import type { ImportRequest } from '../../../core/fix.js';
import { javascriptModule, placeInJavaScript } from '../../../testing/place-javascript.js';
import { suite } from '../../../testing/suite.js';
import { rootOf, walk } from '../syntax-object.js';
import { importItems } from './import-items.js';
import { makeImports } from './make-imports.js';

const test = suite('placeImports of JavaScript in generated files');

const NEED: readonly ImportRequest[] = [{ action: 'need', module: 'path' }];

const some = (maxLength: number, ...choices: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...choices), { maxLength }).map((parts) => parts.join(''));

const header = fc
  .tuple(
    fc.constantFrom('', '', '#!/usr/bin/env node\n'),
    some(2, '// Copyright us\n', '/*! licence */\n', '\n', '// a note\n', '/**\n * @file It.\n */\n', '/* eslint-env node */\n'),
    some(1, "'use strict';\n", "'use strict'\n", '"use strict"; // why\n', "'use strict'; 'use more'\n\n"),
    some(2, '\n', '// eslint-disable-next-line\n', '/** Does it. */\n', '/* one */ '),
  )
  .map((parts) => parts.join(''));

const gaps = ['\n', '// note\n', '// @ts-ignore\n'];
const esmImports = some(
  5,
  ...gaps,
  "import fs from 'fs';\n",
  "import { readFile } from 'node:fs'\n",
  "import * as z from 'zlib'; // z\n",
  "import './effect';\n",
  "import x, {\n  y,\n} from 'x';\n",
  'import o from "./own.js"; import p from "./p.js";\n',
  '  import q from "q"\n',
);
const requires = some(
  5,
  ...gaps,
  "const fs = require('fs');\n",
  "var os = require('os')\n",
  "let { a, b } = require('./own.js');\n",
  "require('dotenv').config();\n",
  "var m = require('m')\n  , n = require('n').n;\n",
  "const util = require('node:util') // u\n",
  'const debug = require("debug")("x"); const q = require(`q`);\n',
);
const code = some(
  4,
  'log(1);\n',
  'main();\n',
  ';[2].forEach(log)\n',
  ';(() => log(3))()\n',
  '`4`.split("")\n',
  '"use client"\n',
  'var late = require("late");\n',
  'try { log(later) } catch (e) { log(e.name) }\n',
  'let later = 5;\n',
  '// eslint-disable-next-line\nlog(6)\n',
  'function main() { log(path.sep); }\n',
  'log(path.join("a", "b"))\n',
);

const file = fc
  .tuple(fc.boolean(), header, esmImports, requires, code, fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
  .map(([isEsm, head, esm, cjs, body, newline, isOpen]) => {
    const text = head + (isEsm ? `${esm}${body}export {};\n` : `${cjs}${body}exports.it = 1;\n`);
    return { path: isEsm ? 'a.mjs' : 'a.cjs', text: (isOpen ? text.trimEnd() : text).replaceAll('\n', newline) };
  })
  .filter(({ path, text }) => isValid(text, path));

function isValid(text: string, path: string): boolean {
  try {
    return javascriptModule(text, path).file.text === text;
  } catch {
    return false;
  }
}

/** What is wrong with a text that was made of another by an import of `path`; empty where nothing is. */
function faultOf(before: string, after: string, path: string): string {
  if (!isValid(after, path)) return 'it does not parse';
  if (makeImports(javascriptModule(after, path)).localName('path') !== 'path') return 'the name is not bound';
  if (shapeOf(before, path, '') !== shapeOf(after, path, 'path')) return 'something else has changed';
  if (nextOf(before, path) !== nextOf(after, path)) return 'a comment is about something else';
  if (path === 'a.cjs' && traceOf(after) !== traceOf(before, 'const path = require("path"); ')) return 'it runs otherwise';
  return '';
}

/** The tree without places and without one import, and the comments. A lone semicolon ends whatever stands above it. */
function shapeOf(text: string, path: string, without: string): string {
  const module = javascriptModule(text, path);
  const gone = importItems(module.program).find((item) => item.topLevel && item.local === without)?.statement;
  const kept = (key: string, value: unknown): unknown => (['start', 'end', 'loc', 'extra'].includes(key) ? undefined : value);
  const { body, directives, interpreter } = module.program.node;
  const comments = module.file.tokens.filter(({ kind }) => kind === 'comment').map(({ start, end }) => text.slice(start, end));
  return JSON.stringify(
    [body.filter((one) => one !== gone && one.type !== 'EmptyStatement'), directives, interpreter, comments],
    kept,
  );
}

/** The code that stands behind each comment that is about what follows. */
function nextOf(text: string, path: string): string {
  const { tokens, ast } = javascriptModule(text, path).file;
  const statements = [...walk(rootOf(ast))].filter(({ node, depth }) => depth === 2 && node.type !== 'EmptyStatement');
  const inOrder = statements.map(({ node }) => node).sort((a, b) => a.start - b.start);
  const about = tokens.filter(({ kind, start }) => kind === 'comment' && /^..\s*(?:eslint-dis|@ts-)/.test(text.slice(start)));
  const next = about.map(({ end }) => inOrder.find(({ start }) => start >= end));
  return JSON.stringify(next.map((node) => node && text.slice(node.start, node.end).split(/\s*(?:[\r\n;]|\/\/)/)[0]));
}

/** What a CommonJS module logs when it is run, with what stands first. */
function traceOf(text: string, first = ''): string {
  const trace: unknown[] = [];
  const modules: Record<string, unknown> = { path: { sep: '/', join: (...parts: string[]) => parts.join('/') } };
  const load = (name: string): unknown =>
    modules[name.replace('node:', '')] ?? Object.assign(() => ({}), { config: () => trace.push(name), n: 1 });
  const body = text.replace(/^#!.*/, '');
  try {
    vm.runInNewContext(`(function (exports, require, log) { ${first}${body}\n})`)({}, load, (value: unknown) =>
      trace.push(String(value)),
    );
  } catch (error) {
    trace.push(String(error));
  }
  return JSON.stringify(trace);
}

test('path is imported into any file, and nothing else changes', () => {
  const seed = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() % 1_000_000);
  const files = fc.sample(file, { numRuns: 600, seed });
  let placed = 0;
  for (const { text, path } of files) {
    const after = placeInJavaScript(text, NEED, path);
    if (after.startsWith('<')) {
      assert.match(
        text,
        /^(?!.*\n)|; '?use more|^\s*\/\* one \*\/|; (?:import|const)/,
        `seed ${seed}: ${after}\n${JSON.stringify(text)}`,
      );
      continue;
    }
    placed++;
    assert.equal(faultOf(text, after, path), '', `seed ${seed}:\n${JSON.stringify(text)}\n${JSON.stringify(after)}`);
    assert.equal(placeInJavaScript(after, NEED, path), after, `seed ${seed}: it does not settle\n${JSON.stringify(after)}`);
    const isEnded = (one: string): boolean => /[\r\n]$/.test(one);
    assert.equal(isEnded(after), isEnded(text), `seed ${seed}: ${JSON.stringify(after)}`);
  }
  assert.ok(placed > 480, `only ${placed} were placed`);
});

test('the judge finds a wrong place', () => {
  const text =
    "'use strict';\nmain();\n// eslint-disable-next-line\nlog(1)\n;[2].forEach(log)\nfunction main() { log(path.sep); }\nexports.it = 1;\n";
  const add = (mark: string, line = "const path = require('path');\n"): string => text.replace(mark, line + mark);
  const wrong: readonly (readonly [string, string])[] = [
    ['it does not parse', add('main', "import path from 'path';\n")],
    ['the name is not bound', text],
    ['the name is not bound', add('main', "const way = require('path');\n")],
    ['something else has changed', add("'use strict'")],
    ['something else has changed', add('main').replace('// eslint', '//eslint')],
    ['a comment is about something else', add('log(1)')],
    ['it runs otherwise', add('exports.it')],
    ['', add('main')],
  ];
  for (const [fault, after] of wrong) assert.equal(faultOf(text, after, 'a.cjs'), fault, after);
});
