import assert from 'node:assert/strict';
import { suite } from '../../../testing/suite.js';
import { seemsTransform } from './seems-transform.js';

const test = suite('modules that seem to be transforms');

const SEEM: Readonly<Record<string, string>> = {
  'a function as CommonJS': 'module.exports = function (file, api) { return file.source; };',
  'a chain of exports': 'const x = 1;\nexports = module.exports = (file) => null;',
  'a name that is declared below': 'module.exports = transform;\nfunction transform(file) {}',
  'a default export': 'export default async function (file, api) {}',
  'a default export by name':
    'const inner = (file) => null;\nconst outer = inner;\nexport { outer as default };\nexport const parser = "tsx";',
  'what TypeScript makes of it':
    '"use strict";\nexports.default = void 0;\nexports.default = transform;\nfunction transform(file) {}',
  'what Babel makes of it': 'exports.default = void 0;\nvar _default = exports.default = (file) => null;',
  'one of ours': "import { defineCodemod } from 'codex-codemod';\nexport default defineCodemod({});",
  'one of ours, compiled': 'exports.default = (0, codex_codemod_1.defineTsMorphCodemod)({});',
  'one with types': 'const transform: Transform = (file, api) => null;\nexport default transform satisfies Transform;',
};

const DO_NOT: Readonly<Record<string, string>> = {
  'named exports': 'export function print(file) {}\nexports.print = (file) => null;\nmodule.exports.help = function (file) {};',
  'an object': 'module.exports = { plugins: [] };',
  'a function that is given nothing': 'module.exports = () => ({ plugins: [] });',
  'what another module gives': "export { default } from './other.js';",
  'an import': "import other from './other.js';\nexport default other;",
  'a class': 'export default class Transform { run(file) {} }',
  'names that mean each other': 'var a = b;\nvar b = a;\nmodule.exports = a;',
  'what does not parse': 'module.exports = function (file {',
};

for (const [title, text] of Object.entries(SEEM)) test(`yes: ${title}`, () => assert.ok(seemsTransform('a.ts', text)));
for (const [title, text] of Object.entries(DO_NOT)) test(`no: ${title}`, () => assert.ok(!seemsTransform('a.ts', text)));

test('a text is read as its ending says', () => {
  const text = 'const x = <T,>(file: T) => file;\nmodule.exports = x;\n';
  assert.ok(seemsTransform('a.ts', text));
  assert.ok(!seemsTransform('a.js', text));
  assert.ok(seemsTransform('a.js', '// @flow\nmodule.exports = (file: Object) => null;\n'));
});
