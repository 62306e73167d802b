import assert from 'node:assert/strict';
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { npmTransform } from './npm-transform.js';

const test = suite('transforms of packages');

function scene(): { readonly below: string; readonly at: (argument: string) => string } {
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
  writeFiles(root, Object.fromEntries(files.map((file) => [`${tools}/${file}`, '{}'])));
  writeFiles(root, {
    'node_modules/main/package.json': '{ "main": "./lib/entry" }',
    'node_modules/main/lib/entry.js': '',
    'outside.js': '',
  });
  const below = path.join(root, 'src/deep');
  mkdirSync(below, { recursive: true });
  return { below, at: (argument) => path.relative(root, npmTransform(argument, below)).replace(`${tools}/`, '') };
}

test('a package is found above, its transform by a path or the end of one', () => {
  const { at } = scene();
  assert.equal(at('npm:main'), 'node_modules/main/lib/entry.js');
  assert.equal(at('npm:@some/tools/lone'), 'transforms/lone.cjs', 'the shallowest');
  assert.equal(at('npm:@some/tools/transforms/deep/lone.js'), 'transforms/deep/lone.js');
  assert.equal(at('npm:@some/tools/folder'), 'transforms/folder/index.ts');
  assert.equal(at('npm:@some/tools/v2/rename'), 'v2/rename.js');
  assert.equal(at('npm:@some/tools/lone.yml'), 'rules/lone.yml', 'rules of ast-grep have their ending');
});

test('what is not there, or there twice, is told with what there is', () => {
  const { at } = scene();
  const refused = (argument: string, code: string, message: RegExp): void => {
    assert.throws(() => at(argument), { code, message });
  };
  refused('npm:nothere', 'codemod-unknown', /not installed here\. To install it: npm install --save-dev nothere$/);
  refused(
    'npm:@some/tools',
    'codemod-unknown',
    /has no entry\. .*There are: transforms\/deep\/lone, transforms\/folder, transforms\/lone\.$/,
  );
  refused('npm:@some/tools/rename', 'usage', /several transforms "rename": v1\/rename\.js, v2\/rename\.js/);
  refused('npm:@some/tools/lome', 'codemod-unknown', /Did you mean "lone"/);
  refused('npm:@some/tools/odd', 'codemod-unknown', /has no transform/);
  for (const odd of ['../../../outside', '..', '../../outside.js'])
    refused(`npm:@some/tools/${odd}`, 'codemod-unknown', /has no transform/);
  for (const odd of ['npm:', 'npm:../x', 'npm:/etc/passwd', 'npm:@some', 'npm:A b']) refused(odd, 'usage', /names no package/);
});
