import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bareRepository } from '../../testing/bulk-scene.js';
import { runCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { tempFolder, writeFiles } from '../../testing/temp-folder.js';

const test = suite('a campaign of a module');

const RENAME = "module.exports = ({ source }) => source.replace(/\\bold\\b/g, 'fresh');\n";
const RULE = 'id: no-old\nlanguage: js\nrule: { pattern: old($A) }\nfix: fresh($A)\nmessage: It is old\n';

function scene(): { repository: string; bulk: (...args: string[]) => ReturnType<typeof runCli> } {
  const cwd = path.join(tempFolder(), 'shop');
  mkdirSync(cwd);
  const repository = bareRepository({ 'a.js': 'old(1);\n' });
  writeFiles(cwd, {
    'transform.cjs': RENAME,
    'useFresh.cjs': RENAME,
    'rules.yml': RULE,
    'node_modules/tools/package.json': '{}',
    'node_modules/tools/transforms/renameOld.cjs': RENAME,
  });
  const identity = 'identity: { name: Test, email: test@example.org }\n';
  writeFileSync(path.join(cwd, 'repos.yaml'), `${identity}repositories: [{ path: ${repository} }]\n`);
  const env = { XDG_CACHE_HOME: tempFolder() };
  return { repository, bulk: (...args) => runCli(['bulk', ...args], { cwd, env }) };
}

test('it is called as apply calls the codemod, and so are its branch and its commits', () => {
  const { repository, bulk } = scene();
  for (const [module, name] of [
    ['./transform.cjs', 'shop'],
    ['./useFresh.cjs', 'use-fresh'],
    ['npm:tools/renameOld', 'rename-old'],
    ['./rules.yml', 'no-old'],
  ] as const) {
    const planned = bulk('plan', module, '--repos', 'repos.yaml');
    assert.equal(planned.status, 0, planned.stderr);
    assert.match(planned.stdout + planned.stderr, new RegExp(`^${name} \\(.*branch codemod/${name}\n +planned +1 `, 'm'));
    bulk('approve', '--all', '--campaign', name);
    const published = bulk('publish', '--branch-only', '--campaign', name);
    assert.equal(published.status, 0, published.stderr);
    const git = ['-C', repository, 'log', '-1', '--format=%s%n%b', `codemod/${name}`];
    const message = execFileSync('git', git, { encoding: 'utf8' });
    assert.match(message, new RegExp(`^${name}: [\\s\\S]*^ {2}${name} 0\\.0\\.0$[\\s\\S]*^Codemod-Campaign: ${name}$`, 'm'));
  }
});

test('--campaign names it otherwise; a module that is not there is told as such', () => {
  const { bulk } = scene();
  const planned = bulk('plan', './transform.cjs', '--repos', 'repos.yaml', '--campaign', 'spring');
  assert.match(planned.stdout + planned.stderr, /branch codemod\/spring$/m);
  const missing = bulk('plan', './nowhere.cjs', '--repos', 'repos.yaml');
  assert.match(missing.stderr, /nowhere\.cjs cannot be read\.[\s\S]*path-missing/);
});
