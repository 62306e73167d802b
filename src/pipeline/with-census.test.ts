import assert from 'node:assert/strict';
import { defineCodemod } from '../core/codemod.js';
import { replaceRange } from '../core/edit.js';
import { jscodeshiftTransform } from '../languages/javascript/foreign/jscodeshift-transform.js';
import { runBound } from '../testing/run-on.js';
import { suite } from '../testing/suite.js';

const test = suite('the census of a fix');

const ABOUT = { name: 'sample', version: '1.0.0', summary: 'Rewrites.', params: {}, codes: {} } as const;

/** The caveat of what a transform makes of a file, or its text. */
async function made(from: string, to: string, path = 'a.js'): Promise<string> {
  const javascript = jscodeshiftTransform(() => to);
  const codemod = defineCodemod({ ...ABOUT, foreign: true, languages: { javascript } });
  const { withheld, text } = await runBound([{ codemod, params: {} }], { [path]: from }, 'safe');
  return withheld.map(({ caveat }) => caveat)[0] ?? text(path);
}

/** Replaces a part of a file by edits of its own. */
async function edited(
  foreign: boolean,
  text: string,
  ...edits: readonly (readonly [from: string, to: string])[]
): Promise<string> {
  const codemod = defineCodemod({
    ...{ ...ABOUT, foreign },
    languages: {
      javascript: {
        needles: [],
        *transform(file, { fix }) {
          const all = edits.map(([from, to]) => {
            const start = file.text.indexOf(from);
            return replaceRange(file.text, { start, end: start + from.length }, to);
          });
          if (all[0] !== undefined && all[0].start >= 0) yield fix({ reason: 'r', at: all[0], edits: all });
        },
      },
    },
  });
  const { withheld, text: after } = await runBound([{ codemod, params: {} }], { 'a.js': text }, 'safe');
  return withheld.map(({ caveat }) => caveat)[0] ?? after('a.js');
}

test('a comment that stands elsewhere after the fix of another tool is not lost', async () => {
  const before = 'a; // where\nb; // which\n';
  // Each edit holds a part of the comment that the other one takes away.
  assert.equal(await edited(true, before, ['// where', '// which'], ['// which', '// where']), 'a; // which\nb; // where\n');
  assert.equal(await edited(true, before, ['// where', '// wh'], ['// which', '// where']), 'this would be lost: // which');
  assert.equal(await edited(true, before, ['ere', 'ich'], ['ich', 'ere']), 'a; // which\nb; // where\n');
  // The comment is put together from what the edit writes and what stands behind it.
  assert.equal(await edited(true, 'a; // x\nb; x\n', ['// x\nb; ', '// ']), 'a; // x\n');
  const block = 'if (a) {\n  /*\n   * b\n   */\n  c();\n}\n';
  assert.match(await made(block, '/*\n * b\n */\nc();\n'), /^\/\*\n/);
});

test('a part of a comment is lost as well, and one that only looks kept', async () => {
  assert.equal(await edited(true, 'a; // old words\n', [' words', '']), 'this would be lost: // old words');
  assert.equal(await edited(true, 'a; // b\nc;\n', ['// b', '// b, and c']), 'this would be lost: // b');
  assert.equal(await edited(true, 'a; // b\n', ['a; // b', 'a("// b");']), 'this would be lost: // b');
  assert.equal(await edited(true, 'a; // b\n', ['a', 'c']), 'c; // b\n', 'control');
});

test('the first one is named, and how many more', async () => {
  const text = 'f(); // a\ng(); // b\n/* c */ h(); // b\ni();\n';
  assert.equal(await made(text, 'i();\n'), 'this would be lost: // a (and 3 more)');
  assert.equal(await made(text, 'g(); // b\n/* c */ i();\n'), 'this would be lost: // a (and 1 more)');
  assert.equal(await made(text, 'g(); // b\n/* c */ i(); // b\n'), 'this would be lost: // a');
  const [lost, kept] = ['x("a", "b"); // c\n', 'x("b", "a"); // c\n'];
  assert.equal(
    await edited(false, lost, ['x("a", "b"); // c', 'y();']),
    'this would be lost: "a" (and 2 more)',
    'our own codemods',
  );
  assert.equal(await edited(false, lost, ['"a", "b"', '"b", "a"']), kept, 'control');
});

test('a comment in which names are renamed with the code is not lost', async () => {
  const text =
    "const s = '// id';\n/**\n * Loads.\n * @param id the id of {@link load}\n */\nfunction load(id) { return id; } // id\n";
  const renamed = (...words: readonly (readonly [string | RegExp, string])[]) =>
    made(
      text,
      words.reduce((all, [from, to]) => all.replace(from, to), text),
    );
  const [code, use, doc, link] = [
    ['load(id)', 'get(key)'],
    ['return id', 'return key'],
    ['@param id', '@param key'],
    ['link load', 'link get'],
  ] as const;
  assert.match(
    await renamed(code, use, doc, link),
    /^const s = '\/\/ id';\n\/\*\*\n \* Loads.\n \* @param key the id of \{@link get\}\n/,
  );
  assert.match(await renamed(code, use, doc, link, ['// id', '// key']), /^const s = '\/\/ key'/, 'the first is a string');
  // The controls: what the code does not say, says in another word, or has no word for, is lost.
  const lost = 'this would be lost: * Loads.';
  assert.equal(await renamed(doc), lost);
  assert.equal(await renamed(code, use, ['@param id', '@param get']), lost);
  assert.equal(await renamed(code, use, doc, ['Loads.', 'Finds.']), lost);
  assert.equal(await renamed(code, use, doc, [' the id', '']), lost);
  assert.equal(await renamed(code, use, doc, ['} // id', '}']), 'this would be lost: // id');
  assert.equal(await renamed(code, use, [/\/\*\*[\s\S]*?\*\/\n/, '']), lost);
  assert.equal(await renamed(["'// id'", "'// key'"], ['} // id', '} // key']), 'this would be lost: // id');
});

test('every script of a component is counted', async () => {
  const text = '<script module>\n  // a\n  a;\n</script>\n<script>\n  // b\n  b;\n</script>\n';
  const without = (comment: string) => jscodeshiftTransform(({ source }) => source.replace(comment, ''));
  for (const comment of ['// a', '// b']) {
    const codemod = defineCodemod({ ...ABOUT, foreign: true, languages: { javascript: without(comment) } });
    const { withheld } = await runBound([{ codemod, params: {} }], { 'a.svelte': text }, 'safe');
    assert.equal(withheld[0]?.caveat, `this would be lost: ${comment}`);
  }
});
