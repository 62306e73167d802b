import assert from 'node:assert/strict';
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { npmTransform } from './npm-transform.js';

const test = suite('transforms of packages');

const TRANSFORM = 'module.exports = (file, api) => file.source;\n';

function scene(): { readonly below: string; readonly at: (argument: string) => Promise<string> } {
  const root = realpathSync(tempFolder());
  const tools = 'node_modules/@some/tools';
  const files = [
    'package.json',
    'v1/rename.js',
    'v2/rename.js',
    'transforms/lone.cjs',
    'transforms/lone.d.ts',
    'rules/lone.yml',
    'transforms/deep/lone.js',
    'transforms/folder/index.ts',
    'transforms/__tests__/odd.js',
    'node_modules/other/odd.js',
  ];
  writeFiles(root, Object.fromEntries(files.map((file) => [`${tools}/${file}`, file === 'package.json' ? '{}' : TRANSFORM])));
  writeFiles(root, {
    'node_modules/main/package.json': '{ "main": "./lib/entry" }',
    'node_modules/main/lib/entry.js': '',
    'outside.js': '',
  });
  const below = path.join(root, 'src/deep');
  mkdirSync(below, { recursive: true });
  const at = async (argument: string): Promise<string> =>
    path.relative(root, await npmTransform(argument, below)).replace(`${tools}/`, '');
  return { below, at };
}

test('a package is found above, its transform by a path or the end of one', async () => {
  const { at } = scene();
  assert.equal(await at('npm:main'), 'node_modules/main/lib/entry.js');
  assert.equal(await at('npm:@some/tools/lone'), 'transforms/lone.cjs', 'the shallowest');
  assert.equal(await at('npm:@some/tools/transforms/deep/lone.js'), 'transforms/deep/lone.js');
  assert.equal(await at('npm:@some/tools/folder'), 'transforms/folder/index.ts');
  assert.equal(await at('npm:@some/tools/v2/rename'), 'v2/rename.js');
  assert.equal(await at('npm:@some/tools/lone.yml'), 'rules/lone.yml', 'rules of ast-grep have their ending');
});

test('what is not there, or there twice, is told with what there is', async () => {
  const { at } = scene();
  const refused = async (argument: string, code: string, message: RegExp): Promise<void> => {
    await assert.rejects(at(argument), { code, message });
  };
  await refused('npm:nothere', 'codemod-unknown', /not installed here\. To install it: npm install --save-dev nothere$/);
  await refused(
    'npm:@some/tools',
    'codemod-unknown',
    /has no entry\. .*There are: transforms\/deep\/lone, transforms\/folder, transforms\/lone\.$/,
  );
  await refused('npm:@some/tools/rename', 'usage', /several transforms "rename": v1\/rename\.js, v2\/rename\.js/);
  await refused('npm:@some/tools/lome', 'codemod-unknown', /Did you mean "lone"/);
  await refused('npm:@some/tools/odd', 'codemod-unknown', /has no transform/);
  for (const odd of ['../../../outside', '..', '../../outside.js'])
    await refused(`npm:@some/tools/${odd}`, 'codemod-unknown', /has no transform/);
  for (const odd of ['npm:', 'npm:../x', 'npm:/etc/passwd', 'npm:@some', 'npm:A b'])
    await refused(odd, 'usage', /names no package/);
});

const HELPER = 'exports.print = (file) => file.source;\n';

/** What is told of a made-up package that has no entry. */
async function choice(files: Readonly<Record<string, string>>, argument = 'npm:made-up'): Promise<string> {
  const root = tempFolder();
  const packed = Object.entries({ 'package.json': '{}', ...files }).map(([file, text]) => [`node_modules/made-up/${file}`, text]);
  writeFiles(root, Object.fromEntries(packed));
  return await npmTransform(argument, root).then(
    (found) => assert.fail(found),
    (error: unknown) => String(error).replace(/^.*?(?=There are|None|Did)/, ''),
  );
}

const BESIDE = {
  'postcss.config.js': TRANSFORM,
  'babel.config.cjs': 'module.exports = (api) => ({ presets: [] });\n',
  'lib/helpers/print.js': TRANSFORM,
  'lib/utils/walk.js': TRANSFORM,
  'lib/rename.test.js': TRANSFORM,
  'lib/print.js': HELPER,
  'lib/broken.js': 'module.exports = (',
  'bin/cli.js': TRANSFORM,
};

test('only what can be seen to be a transform is told of', async () => {
  const there = 'There are: lib/add, lib/rename.';
  assert.equal(await choice({ ...BESIDE, 'lib/rename.js': TRANSFORM, 'lib/add.mjs': 'export default (file) => null;' }), there);
  assert.equal(
    await choice({ ...BESIDE, 'lib/rename.js': TRANSFORM, 'transforms/add.js': TRANSFORM, 'transforms/print.js': HELPER }),
    'There are: transforms/add.',
    'a folder of transforms goes before the others',
  );
  assert.equal(
    await choice({ ...BESIDE, 'lib/rename.js': TRANSFORM, 'transforms/print.js': HELPER }),
    'There are: lib/rename.',
    'unless it holds none',
  );
  assert.match(
    await choice(BESIDE),
    /^None of its modules can be seen to be a transform: name one by its path in the package\.$/,
  );
});

test('a helper is no meant transform, but runs where it is named', async () => {
  const files = { ...BESIDE, 'lib/printer.js': TRANSFORM };
  assert.equal(await choice(files, 'npm:made-up/prin'), 'Did you mean "printer"?');
  await assert.rejects(choice(files, 'npm:made-up/lib/utils/walk'), /walk\.js/, 'it is found');
});
