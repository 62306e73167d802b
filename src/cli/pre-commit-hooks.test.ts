import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { commitFiles, gitRepository, plainGit } from '../testing/git-repository.js';
import { hasPreCommit } from '../testing/pre-commit.js';
import { skipLoudly } from '../testing/python.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const all = suite('hooks for pre-commit');

function test(name: string, body: () => void): void {
  all(name, () => {
    if (hasPreCommit() || !skipLoudly(name, 'pre-commit (Debian: pre-commit)')) body();
  });
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MANIFEST = path.join(ROOT, '.pre-commit-hooks.yaml');
const ENTRY = fileURLToPath(new URL('./bin.js', import.meta.url));
const HOME = tempFolder();

const BROKEN = 'import os\n\n\ndef main():\n    sys.exit(1)\n';
const SOUND = `import os\nimport sys\n\n\ndef main():\n    sys.exit(1)\n`;

function preCommit(cwd: string, ...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const env = { ...process.env, PRE_COMMIT_HOME: HOME, NO_COLOR: '1', PRE_COMMIT_COLOR: 'never' };
  const { status, stdout, stderr } = spawnSync('pre-commit', args, { cwd, encoding: 'utf8', timeout: 120_000, env });
  return { status, output: stdout + stderr };
}

/** The hook as the manifest has it, but for the program: the one that was built, in place of one that npm installs. */
function localHook(id: string, more: object): string {
  const hooks = parse(readFileSync(MANIFEST, 'utf8')) as readonly { readonly id: string; readonly entry: string }[];
  const hook = hooks.find((one) => one.id === id);
  assert.ok(hook !== undefined, id);
  const entry = hook.entry.replace(/^codemod /, `${process.execPath} ${ENTRY} `);
  return stringify({ repos: [{ repo: 'local', hooks: [{ ...hook, ...more, entry, language: 'system' }] }] });
}

function repositoryWith(hook: string, files: Readonly<Record<string, string>>): string {
  return gitRepository({ '.pre-commit-config.yaml': hook, ...files });
}

test('the manifest is valid, and a wrong one is not', () => {
  assert.deepEqual(preCommit(ROOT, 'validate-manifest', MANIFEST), { status: 0, output: '' });
  const wrong = path.join(HOME, 'wrong.yaml');
  writeFileSync(wrong, readFileSync(MANIFEST, 'utf8').replace('language: node', 'language: knot'));
  assert.equal(preCommit(HOME, 'validate-manifest', wrong).status, 1);
});

test('codemod-check fails with the diff where something would change, and passes where nothing would', () => {
  const hook = localHook('codemod-check', { args: ['cli-sys-import'] });
  const cwd = repositoryWith(hook, { 'a.py': BROKEN, 'notes.txt': 'sys\n' });
  const failing = preCommit(cwd, 'run', '--all-files');
  assert.equal(failing.status, 1);
  assert.match(failing.output, /exit code: 1/);
  assert.match(failing.output, /^\+import sys$/m);
  assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), BROKEN);
  commitFiles(cwd, { 'a.py': SOUND });
  assert.equal(preCommit(cwd, 'run', '--all-files').status, 0);
  commitFiles(cwd, { 'a.py': BROKEN.replace('(1)', '(1)  # codemod: ignore[cli-sys-import] put in by the loader') });
  assert.equal(preCommit(cwd, 'run', '--all-files').status, 0);
});

test('codemod-check looks at the files that are committed, or at all of them', () => {
  const staged = repositoryWith(localHook('codemod-check', { args: ['cli-sys-import'] }), { 'a.py': BROKEN });
  writeFiles(staged, { 'b.py': SOUND });
  plainGit(staged, 'add', 'b.py');
  assert.equal(preCommit(staged, 'run').status, 0);
  const whole = { args: ['cli-sys-import', '.'], pass_filenames: false, always_run: true };
  writeFiles(staged, { '.pre-commit-config.yaml': localHook('codemod-check', whole) });
  plainGit(staged, 'add', '--all');
  assert.equal(preCommit(staged, 'run').status, 1);
});

test('codemod-check lets findings fail when it is asked to', () => {
  const args = ['sqlite-pool', '--fail-on', 'findings'];
  const unused = { 'a.py': 'x = 1  # codemod: ignore[sqlite-pool] it was slow\n' };
  assert.equal(preCommit(repositoryWith(localHook('codemod-check', { args }), unused), 'run', '--all-files').status, 1);
  const lenient = localHook('codemod-check', { args: args.slice(0, 1) });
  assert.equal(preCommit(repositoryWith(lenient, unused), 'run', '--all-files').status, 0);
});

test('codemod-apply changes what is to be committed, stops the commit, and lets it through the second time', () => {
  const cwd = repositoryWith(localHook('codemod-apply', { args: ['cli-sys-import'] }), { 'a.py': SOUND });
  writeFiles(cwd, { 'a.py': BROKEN });
  plainGit(cwd, 'add', 'a.py');
  const first = preCommit(cwd, 'run');
  assert.equal(first.status, 1);
  assert.match(first.output, /files were modified by this hook/);
  assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), SOUND);
  assert.ok(existsSync(path.join(cwd, '.codex', 'change_log.md')));
  writeFiles(cwd, { 'a.py': `${SOUND}\n\nx = 1\n` });
  plainGit(cwd, 'add', '--all');
  assert.equal(preCommit(cwd, 'run').status, 0);
});
