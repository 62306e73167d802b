import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type jscodeshift from 'jscodeshift';
import type { Collection, JSCodeshift } from 'jscodeshift';
import { defineCodemod } from '../../../core/codemod.js';
import { runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import { jscodeshiftTransform } from './jscodeshift-transform.js';

const test = suite('the noise of a printer');

type Change = (j: JSCodeshift, root: Collection) => void;

interface Noise {
  readonly parser?: 'ts';
  readonly before: string;
  readonly change: Change;
  /** What jscodeshift itself makes of it: the noise that is not to be written. */
  readonly theirs: string;
  readonly ours: string;
}

const rename: Change = (j, root) =>
  root.find(j.Identifier, { name: 'a' }).forEach(({ node }) => {
    node.name = 'renamed';
  });
const addSpecifier: Change = (j, root) =>
  root.find(j.ImportDeclaration).forEach(({ node }) => void node.specifiers?.push(j.importSpecifier(j.identifier('c'))));
const addArgument: Change = (j, root) =>
  root.find(j.CallExpression).forEach(({ node }) => void node.arguments.push(j.identifier('c')));

const NOISE: Readonly<Record<string, Noise>> = {
  quotes: {
    before: "import a from 'x';\n",
    change: (j, root) =>
      root.find(j.ImportDeclaration).forEach(({ node }) => {
        node.source = j.stringLiteral('y');
      }),
    theirs: 'import a from "y";\n',
    ours: "import a from 'y';\n",
  },
  parentheses: {
    before: 'const f = (a) => (b);\n',
    change: (j, root) =>
      root
        .find(j.ArrowFunctionExpression)
        .forEach((path) => void path.replace(j.arrowFunctionExpression(path.node.params, j.identifier('c')))),
    theirs: 'const f = a => c;\n',
    ours: 'const f = (a) => (c);\n',
  },
  'commas at the end': {
    before: 'f({\n  a: 1,\n});\n',
    change: (j, root) =>
      root.find(j.ObjectExpression).forEach(({ node }) => {
        node.properties = [j.objectProperty(j.identifier('b'), j.numericLiteral(1))];
      }),
    theirs: 'f({\n  b: 1\n});\n',
    ours: 'f({\n  b: 1,\n});\n',
  },
  'line breaks': {
    before: "import { a,\n  b } from 'x';\n",
    change: addSpecifier,
    theirs: "import { a, b, c } from 'x';\n",
    ours: "import { a,\n  b, c } from 'x';\n",
  },
  semicolons: {
    before: "import { a } from 'x'\nb()\n",
    change: addSpecifier,
    theirs: "import { a, c } from 'x';\nb()\n",
    ours: "import { a, c } from 'x'\nb()\n",
  },
  'white space': {
    before: 'f( a,b );\n',
    change: addArgument,
    theirs: 'f(a, b, c);\n',
    ours: 'f( a,b, c);\n',
  },
  'CRLF turned to LF': { before: 'a;\r\nb;\r\n', change: rename, theirs: 'renamed;\nb;\n', ours: 'renamed;\r\nb;\r\n' },
  'U+2028 in a template turned to a newline': {
    before: 'a;\nx = `b\u2028c`;\n',
    change: rename,
    theirs: 'renamed;\nx = `b\nc`;\n',
    ours: 'renamed;\nx = `b\u2028c`;\n',
  },
  'U+2028 as the end of a line turned to a newline': {
    before: 'a; // b\u2028c;\n',
    change: rename,
    theirs: 'renamed; // b\nc;\n',
    ours: 'renamed; // b\u2028c;\n',
  },
  'the bar before the first type of a union': {
    parser: 'ts',
    before: 'type A =\n  | B\n  | C;\n',
    change: (j, root) =>
      root.find(j.TSUnionType).forEach(({ node }) => {
        node.types.push(j.tsTypeReference(j.identifier('D')));
      }),
    theirs: 'type A =\n  B | C | D;\n',
    ours: 'type A =\n  | B\n  | C | D;\n',
  },
  'the place of a comment': {
    before: 'f({\n  // one\n  a,\n  // two\n});\ng();\n',
    change: (j, root) =>
      root.find(j.ObjectExpression).forEach((path) => {
        const copy = j.objectExpression(path.node.properties);
        copy.comments = path.node.comments ?? null;
        path.replace(copy);
      }),
    theirs: 'f({\n  // one\n  // two\n  a\n});\ng();\n',
    ours: 'f({\n  // one\n  a,\n  // two\n});\ng();\n',
  },
  'the places of the comments of a list, each one on': {
    before: 'f({\n  a: 1, // one\n  b: 2, // two\n  c: 3 // three\n});\ng();\n',
    change: (j, root) =>
      root.find(j.ObjectExpression).forEach((path) => void path.replace(j.objectExpression(path.node.properties))),
    theirs: 'f({\n  // one\n  a: 1,\n\n  // two\n  b: 2,\n\n  // three\n  c: 3\n});\ng();\n',
    ours: 'f({\n  a: 1, // one\n  b: 2, // two\n  c: 3 // three\n});\ng();\n',
  },
};

const require = createRequire(import.meta.url);

/** The control: jscodeshift by itself. */
function printedBy({ before, change, parser }: Noise): string {
  const j = (require('jscodeshift') as typeof jscodeshift).withParser(parser ?? 'babel');
  const root = j(before);
  change(j, root);
  return root.toSource();
}

async function writtenBy({ before, change, parser }: Noise): Promise<string> {
  const javascript = jscodeshiftTransform((file, { j }) => {
    const root = j(file.source);
    change(j, root);
    return root.toSource();
  });
  const about = { name: 'noise', version: '1.0.0', summary: 'Runs a transform.', params: {}, codes: {}, foreign: true };
  const path = `x.${parser ?? 'js'}`;
  const run = await runBound(
    [{ codemod: defineCodemod({ ...about, languages: { javascript } }), params: {} }],
    { [path]: before },
    'safe',
  );
  return run.text(path);
}

for (const [name, noise] of Object.entries(NOISE)) {
  test(`${name}: jscodeshift writes it, ours does not`, async () => {
    assert.equal(printedBy(noise), noise.theirs, 'the control');
    assert.notEqual(noise.theirs, noise.ours);
    assert.equal(await writtenBy(noise), noise.ours);
  });
}
