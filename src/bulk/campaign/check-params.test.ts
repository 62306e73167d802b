import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bareRepository } from '../../testing/bulk-scene.js';
import { runCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { placesIn } from '../manifest/manifest-places.js';
import { readManifest } from '../manifest/read-manifest.js';
import { checkParams } from './check-params.js';

const test = suite('the parameters of a campaign');

interface Given {
  readonly kind?: 'codemod' | 'recipe';
  readonly name?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly manifest?: string;
}

/** Of two repositories: the second has what `manifest` says. */
async function check({ kind = 'codemod', name = 'cli-sys-import', params = {}, manifest = '{}' }: Given): Promise<void> {
  const text = `repositories:\n  - url: https://github.com/acme/api\n  - url: https://github.com/acme/web\n    params: ${manifest}\n`;
  const spec = { asked: { kind, name, params }, digest: null };
  await checkParams(spec, readManifest('repos.yaml', text), placesIn('repos.yaml', text));
}

test('those that the codemod takes are taken: of the command line, and of the manifest, lists too', async () => {
  await check({});
  await check({ params: { modules: 'os,re' }, manifest: '{ modules: [os, re], strategy: import }' });
  await check({ manifest: '{ modules: "os,re" }' });
});

test('one that is not known, or of another type, is refused with its place and what is meant', async () => {
  await assert.rejects(check({ params: { module: 'os' } }), {
    code: 'param-unknown',
    message: /^cli-sys-import has no parameter "module"\. Did you mean "modules"\?$/,
  });
  await assert.rejects(check({ manifest: '{ module: os }' }), {
    code: 'param-unknown',
    message: /^repos\.yaml:4:\d+: cli-sys-import has no parameter "module"\. Did you mean "modules"\?$/,
  });
  await assert.rejects(check({ manifest: '{ strategy: [import] }' }), {
    code: 'param-invalid',
    message: /^repos\.yaml:4:\d+: cli-sys-import: parameter "strategy" must be one of /,
  });
  await assert.rejects(check({ params: { strategy: 'x' } }), { code: 'param-invalid', message: /must be one of / });
});

test('a recipe has its own parameters, and those of its steps', async () => {
  const recipe = { kind: 'recipe', name: 'fix-pack' } as const;
  await check(recipe);
  await assert.rejects(check({ ...recipe, params: { nope: '1' } }), { code: 'param-unknown', message: /fix-pack .*"nope"/ });
  await assert.rejects(check({ ...recipe, manifest: '{ nope.x: "1" }' }), {
    code: 'param-unknown',
    message: /^repos\.yaml:4:\d+: fix-pack has no step "nope"/,
  });
});

test('the command refuses it as a mistake, and makes no campaign', () => {
  const root = tempFolder();
  const repository = bareRepository({ 'a.py': 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n' });
  const identity = 'identity: { name: Test, email: test@example.org }\n';
  const plan = (params: string, ...more: readonly string[]) => {
    writeFileSync(path.join(root, 'repos.yaml'), `${identity}repositories:\n  - { path: ${repository}, params: ${params} }\n`);
    const args = ['bulk', 'plan', 'cli-sys-import', '--repos', 'repos.yaml', ...more];
    return runCli(args, { cwd: root, env: { XDG_CACHE_HOME: tempFolder() } });
  };
  for (const run of [plan('{}', '--param', 'nope=1'), plan('{ nope: "1" }')]) {
    assert.equal(run.status, 2, run.stderr);
    assert.match(run.stderr, /has no parameter "nope"/);
    assert.equal(existsSync(path.join(root, '.codemod')), false);
  }
  const run = plan('{ modules: [sys, os] }');
  assert.equal(run.status, 0, `control: ${run.stderr}`);
  assert.match(run.stderr, /planned +1 /);
});
