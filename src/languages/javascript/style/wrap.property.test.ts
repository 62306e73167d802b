import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { NodePath } from '@babel/traverse';
import { applyEdits } from '../../../core/edit.js';
import { isSkip } from '../../../core/source-file.js';
import { javascriptSource } from '../../../testing/javascript-source.js';
import { suite } from '../../../testing/suite.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { isSameTree } from '../minimal-edits/same-tree.js';
import { parseJavaScript } from '../parse.js';
import { programPathOf } from '../scope/program-path.js';
import { isSyntaxObject, rootOf, type SyntaxObject, walk } from '../syntax-object.js';
import { makeStyle } from './make-style.js';

const test = suite('a try around statements of real files');

/** How many files, and how many runs of statements of each. `JS_STYLE_FILES` asks for more. */
const FILES = Number(process.env['JS_STYLE_FILES'] ?? 20);
const RUNS = 25;
const LARGEST = 60_000;
const MARK = 'codemodMark';

const MODULES = path.dirname(path.dirname(createRequire(import.meta.url).resolve('jscodeshift/package.json')));

function sample(): readonly (readonly [string, string])[] {
  const names = readdirSync(MODULES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.([cm]?js|jsx|[cm]?ts|tsx)$/.test(name) && !/\.min\.|\.d\.[cm]?ts$|(^|\/)flow-parser\//.test(name))
    .sort();
  const files: (readonly [string, string])[] = [];
  for (let index = 0; files.length < FILES && index < FILES * 9; index++) {
    const name = names[Math.floor((index * 0.618034 * names.length) % names.length)] ?? '';
    const text = readFileSync(path.join(MODULES, name), 'utf8');
    if (text.length < LARGEST && text.length > 500) files.push([name, text]);
  }
  return files;
}

function parsed(text: string, name: string): JavaScriptFile | null {
  const file = parseJavaScript(javascriptSource(text, name));
  return isSkip(file) ? null : file;
}

/** Runs of one to three statements, spread over the file. */
function runsOf(file: JavaScriptFile): readonly { readonly first: NodePath; readonly last: NodePath }[] {
  const statements: NodePath[] = [];
  programPathOf(file).traverse({
    Statement(statement) {
      if (statement.inList) statements.push(statement);
    },
  });
  const step = Math.max(1, Math.floor(statements.length / RUNS));
  return statements
    .filter((_, index) => index % step === 0)
    .map((first, index) => {
      const last = first.getSibling(Number(first.key) + (index % 3));
      return { first, last: last.node === undefined || last.node === null ? first : last };
    });
}

/** Takes the marked `try` out of a tree again. */
function unwrap(root: SyntaxObject): boolean {
  for (const { node } of walk(root)) {
    for (const list of Object.values(node)) {
      if (!Array.isArray(list)) continue;
      const index = list.findIndex((item) => isSyntaxObject(item) && isMarked(item));
      const block: unknown = list[index] === undefined ? null : list[index].block;
      if (!isSyntaxObject(block) || !Array.isArray(block['body'])) continue;
      list.splice(index, 1, ...block['body']);
      return true;
    }
  }
  return false;
}

function isMarked({ type, handler }: SyntaxObject): boolean {
  const param = type === 'TryStatement' && isSyntaxObject(handler) ? handler['param'] : null;
  return isSyntaxObject(param) && param['name'] === MARK;
}

let wrapped = 0;
let refused = 0;

for (const [name, text] of sample()) {
  test(name, () => {
    const file = parsed(text, name);
    if (file === null) return;
    const style = makeStyle(file);
    for (const run of runsOf(file)) {
      const edits = style.wrapInTry(run, { catch: { name: MARK, body: `throw ${MARK};` } });
      if (edits === null) {
        refused++;
        continue;
      }
      wrapped++;
      const after = parsed(applyEdits(text, edits), name);
      assert.ok(after !== null, 'what comes of it parses');
      assert.ok(unwrap(rootOf(after.ast)), 'the try is there');
      assert.ok(isSameTree(rootOf(after.ast), rootOf(file.ast)), 'without it the program is the same');
    }
  });
}

test('most of what was tried was done', () => {
  assert.ok(wrapped > FILES && wrapped > refused, `${wrapped} wrapped, ${refused} refused`);
});

test('control: a statement that is missing from the try is seen', () => {
  const file = parsed('a();\nb();\n', 'a.js');
  const other = parsed(`try {\n  a();\n} catch (${MARK}) {}\nc();\n`, 'a.js');
  assert.ok(file !== null && other !== null && unwrap(rootOf(other.ast)));
  assert.equal(isSameTree(rootOf(other.ast), rootOf(file.ast)), false);
});
