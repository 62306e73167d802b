import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { pinOf } from '../pins/pin-of.js';
import { gitRepository, plainGit } from '../testing/git-repository.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { workflowFaults } from '../testing/workflow-schema.js';

const test = suite('a step of CI that guards a repository');

const CHECKOUT = pinOf('actions/checkout');

/** What guards a repository on GitHub. */
const WORKFLOW = `name: codemods
on: [push, pull_request]
permissions:
  contents: read
jobs:
  codemods:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${CHECKOUT.ref} # ${CHECKOUT.version}
        with: { persist-credentials: false }
      - run: npx --yes codex-codemod@0.1.0 apply cli-sys-import --check --fail-on findings .
`;

const ENTRY = fileURLToPath(new URL('./bin.js', import.meta.url));
const SOUND = 'import sys\n\n\ndef main():\n    sys.exit(1)\n';
const BROKEN = 'import os\n\n\ndef main():\n    sys.exit(1)\n';

/** Runs the step as a runner does: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax (shell). */
function guard(cwd: string): { readonly status: number | null; readonly output: string } {
  const { jobs } = parse(WORKFLOW) as {
    readonly jobs: { readonly codemods: { readonly steps: readonly { readonly run?: string }[] } };
  };
  const script = jobs.codemods.steps.flatMap(({ run }) => run ?? []).join('\n');
  const local = script.replace(/npx --yes codex-codemod@\S+/, `'${process.execPath}' '${ENTRY}'`);
  assert.notEqual(local, script);
  const folder = tempFolder();
  writeFiles(folder, { 'step.sh': local });
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', path.join(folder, 'step.sh')];
  const run = spawnSync('/bin/bash', args, { cwd, encoding: 'utf8', timeout: 120_000, env });
  return { status: run.status, output: run.stdout + run.stderr };
}

test('the workflow is valid, and a wrong one is not', () => {
  assert.deepEqual(workflowFaults(WORKFLOW), []);
  assert.notDeepEqual(workflowFaults(WORKFLOW.replace('runs-on', 'runs-with')), []);
});

test('0: nothing would change', () => {
  assert.equal(guard(gitRepository({ 'a.py': SOUND })).status, 0);
  const held = BROKEN.replace('(1)', '(1)  # codemod: ignore[cli-sys-import] the loader puts it in');
  assert.equal(guard(gitRepository({ 'a.py': held })).status, 0);
});

test('1: something would change, and the log has the diff', () => {
  const { status, output } = guard(gitRepository({ 'a.py': BROKEN }));
  assert.equal(status, 1);
  assert.match(output, /^\+import sys$/m);
});

test('3: it refuses to look, here because the repository says that its files are elsewhere', () => {
  const cwd = gitRepository({ 'a.py': SOUND });
  plainGit(cwd, 'config', 'core.worktree', tempFolder());
  const { status, output } = guard(cwd);
  assert.equal(status, 3, output);
});

test('4: something is found that a person has to decide, such as a comment that holds nothing back', () => {
  const unused = SOUND.replace('(1)', '(1)  # codemod: ignore[cli-sys-import] the loader puts it in');
  const { status, output } = guard(gitRepository({ 'a.py': unused }));
  assert.equal(status, 4);
  assert.match(output, /suppression-unused/);
});
