import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitRepository, plainGit } from '../testing/git-repository.js';
import { runCli } from '../testing/run-cli.js';
import { treeOf } from '../testing/scratch-folder.js';
import { detectSecrets } from '../testing/stand-in.js';
import { suite } from '../testing/suite.js';
import { writeFiles } from '../testing/temp-folder.js';

const test = suite('recipes on the command line');
const SESSION_LOGS = fileURLToPath(new URL('../../../fixtures/repos/session-logs', import.meta.url));

/** A recipe of two codemods and all records, so that a test need not pay for the whole set-up. */
const SMALL = `recipes:
  small:
    description: Two repairs and the records.
    steps:
      - { phase: '1', command: records }
      - { phase: '1', command: mapping }
      - { phase: '2', codemod: cli-sys-import }
      - { phase: '2', codemod: sqlite-pool, when: connection-pool, needs: [cli-sys-import] }
      - { phase: '2', codemod: viewer-table-validation, when: viewer }
      - { phase: '3', command: inventory }
      - { phase: '4', command: results }
`;

function sessionLogs(config = SMALL): string {
  const root = gitRepository();
  cpSync(SESSION_LOGS, root, { recursive: true });
  writeFiles(root, { 'codemod.yaml': config });
  plainGit(root, 'add', '--all');
  plainGit(root, 'commit', '-q', '-m', 'all');
  return root;
}

function read(root: string, file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

test('a recipe is one plan and one run, and a second run changes nothing, records included', () => {
  const root = sessionLogs();
  const first = runCli(['apply', 'small'], { cwd: root });
  assert.equal(first.status, 0, first.stderr);
  const entries = read(root, '.codex/change_log.md').match(/^- Run: .*$/gm) ?? [];
  assert.ok(entries.length >= 3, 'one entry for each file and codemod');
  assert.equal(new Set(entries.map((entry) => entry.replace(/, entry .*/, ''))).size, 1, 'all of one run');
  assert.match(read(root, 'src/session_logs/cli.py'), /^import sys$/m);
  assert.match(read(root, '.codex/results.md'), /\| sqlite-pool \| `sqlite-pool` \| in place \|/);
  const before = treeOf(root, ['.git', '.codex/lock']);
  const second = runCli(['apply', 'small'], { cwd: root });
  assert.equal(second.status, 0, second.stderr);
  assert.deepEqual(treeOf(root, ['.git', '.codex/lock']), before);
});

test('a dry run writes nothing, prints a patch that git takes, and names what would run around it', () => {
  const root = sessionLogs();
  const before = treeOf(root, ['.git']);
  const run = runCli(['apply', 'small', '--dry-run'], { cwd: root });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(treeOf(root, ['.git']), before);
  assert.match(run.stderr, /Would run around the plan: records, inventory, results\./);
  writeFileSync(path.join(root, '.git/small.patch'), run.stdout);
  plainGit(root, 'apply', '--check', '.git/small.patch');
  assert.equal(runCli(['apply', 'small', '--check', '-q'], { cwd: root }).status, 1);
});

test('each step sees what those before it leave', () => {
  const root = gitRepository({
    'codemod.yaml': `recipes:\n  twice:\n    description: One after the other.\n    steps:\n      - { id: one, codemod: cli-sys-import, with: { modules: [sys] } }\n      - { id: two, codemod: cli-sys-import, with: { modules: [json] } }\n`,
    'a.py': 'def f():\n    sys.exit(json.dumps(1))\n',
  });
  assert.equal(runCli(['apply', 'twice', '-q'], { cwd: root }).status, 0);
  assert.equal(read(root, 'a.py'), 'import json\nimport sys\n\ndef f():\n    sys.exit(json.dumps(1))\n');
});

test('parameters of steps come from the command line before codemod.yaml', () => {
  const config = `recipes:\n  one:\n    description: One step.\n    steps:\n      - { id: imports, codemod: cli-sys-import }\nparams:\n  one: { imports.modules: [os] }\n`;
  const root = gitRepository({ 'codemod.yaml': config, 'a.py': 'def f():\n    os.x(json.dumps(sys.argv))\n' });
  const imports = (...args: string[]): string[] =>
    runCli(['apply', 'one', '--dry-run', ...args], { cwd: root }).stdout.match(/^\+import .*$/gm) ?? [];
  assert.deepEqual(imports(), ['+import os']);
  assert.deepEqual(imports('--param', 'imports.modules=["json", "sys"]'), ['+import json', '+import sys']);
  const unknown = runCli(['apply', 'one', '--param', 'import.modules=sys'], { cwd: root });
  assert.deepEqual([unknown.status, /Did you mean "imports"/.test(unknown.stderr)], [2, true]);
});

test('the commands that status tells are about the repository that it was asked about', () => {
  const root = sessionLogs();
  const told = runCli(['status', '.', '--recipe', 'small'], { cwd: root }).stdout;
  for (const command of [
    'apply small --dry-run .',
    'apply fix-pack .',
    'defer <step> --reason "..." .',
    'is to do: npx codex-codemod apply small .',
  ])
    assert.ok(told.replace(/\s+/g, ' ').includes(`${command} `), `${command} is not in\n${told}`);
  const misspelt = runCli(['apply', 'smal', '--dry-run'], { cwd: root });
  assert.deepEqual([misspelt.status, /Did you mean "small"/.test(misspelt.stderr)], [2, true], misspelt.stderr);
});

test('a deferred step is left out, told, and taken up again', () => {
  const root = sessionLogs();
  assert.equal(runCli(['defer', 'cli-sys-import', '--reason', 'after: the "release"'], { cwd: root }).status, 0);
  const rows = (): Record<string, string> => {
    const { stdout } = runCli(['status', '--recipe', 'small', '--json'], { cwd: root });
    const { matrix } = JSON.parse(stdout) as { matrix: { action: string; state: string }[] };
    return Object.fromEntries(matrix.map(({ action, state }) => [action, state]));
  };
  assert.equal(rows()['cli-sys-import'], 'deferred');
  assert.equal(runCli(['defer', 'cli-sys-import', '--remove'], { cwd: root }).status, 0);
  assert.equal(rows()['cli-sys-import'], 'to do');
  const wrong = runCli(['defer', 'cli-sys-imports', '--reason', 'x'], { cwd: root });
  assert.deepEqual([wrong.status, /Did you mean "cli-sys-import"/.test(wrong.stderr)], [2, true]);
});

test('a codemod.yaml that names code of its own is refused before anything is looked at', () => {
  const root = gitRepository({
    'codemod.yaml': `recipes:\n  evil:\n    description: Not ours.\n    steps:\n      - codemod: ./evil.mjs\n`,
    'evil.mjs': "import { writeFileSync } from 'node:fs'; writeFileSync('ran', ''); export default {};\n",
  });
  for (const args of [
    ['apply', 'evil'],
    ['status', '--recipe', 'evil'],
    ['apply', 'cli-sys-import'],
  ]) {
    const run = runCli(args, { cwd: root });
    assert.deepEqual([run.status, /codemod\.yaml:5:9: .*not a path or a package/.test(run.stderr)], [2, true], run.stderr);
  }
  assert.ok(!existsSync(path.join(root, 'ran')));
});

test('excluded files and the parameters of a codemod count for a codemod alone, too', () => {
  const root = gitRepository({
    'codemod.yaml': 'exclude: [old/]\nparams:\n  cli-sys-import: { modules: [json] }\n',
    'a.py': 'def f():\n    json.dumps(1)\n',
    'old/b.py': 'def f():\n    json.dumps(1)\n',
  });
  const { stdout } = runCli(['apply', 'cli-sys-import', '--dry-run'], { cwd: root });
  assert.deepEqual(stdout.match(/^\+\+\+ .*$/gm), ['+++ b/a.py']);
});

test('records are made once and never cut', () => {
  const root = sessionLogs();
  writeFiles(root, { '.codex/change_log.md': 'mine\n', '.codex/results.md': 'mine too\n' });
  assert.equal(runCli(['apply', 'small', '-q'], { cwd: root }).status, 0);
  assert.ok(read(root, '.codex/change_log.md').startsWith('mine\n'));
  assert.ok(read(root, '.codex/results.md').startsWith('mine too\n'));
  assert.ok(readdirSync(path.join(root, '.codex')).includes('inventory.json'));
  assert.ok(statSync(path.join(root, '.codex/errors.ndjson')).size > 0, 'the missing targets are questions');
});

test('list and show tell of recipes', () => {
  const root = sessionLogs();
  assert.match(runCli(['list'], { cwd: root }).stdout, /^small +recipe of 7 steps$/m);
  assert.match(runCli(['list'], { cwd: root }).stdout, /^codex-setup +recipe of \d+ steps$/m);
  assert.match(runCli(['show', 'small'], { cwd: root }).stdout, /2 +sqlite-pool\n.*\n.*when there is a connection pool/);
  const shown = JSON.parse(runCli(['show', 'fix-pack', '--json'], { cwd: root }).stdout) as {
    recipe: { steps: { id: string }[] };
  };
  assert.ok(shown.recipe.steps.some(({ id }) => id === 'sqlite-pool'));
});

test('a part of a repository is refused where the whole is meant', () => {
  const root = sessionLogs();
  for (const args of [
    ['apply', 'small', 'src'],
    ['apply', 'ci-workflow', 'src'],
    ['status', 'src'],
    ['apply', 'small', 'README.md'],
  ]) {
    const run = runCli(args, { cwd: root });
    assert.deepEqual([run.status, /is about a whole repository, and .* is a part of/.test(run.stderr)], [2, true], run.stderr);
  }
  assert.equal(
    runCli(['apply', 'cli-sys-import', '--dry-run', 'src'], { cwd: root }).status,
    0,
    'a codemod of files takes any (control)',
  );
});

test('what a codemod.yaml excludes is not lost in silence, nor a name misspelt', () => {
  const root = gitRepository({ 'settings.yaml': 'exclude: [legacy/]\n', 'a.py': '' });
  symlinkSync('settings.yaml', path.join(root, 'codemod.yaml'));
  const refused = (pattern: RegExp): void => {
    const { status, stderr } = runCli(['apply', 'cli-sys-import'], { cwd: root });
    assert.deepEqual([status, pattern.test(stderr)], [2, true], stderr);
  };
  refused(/symbolic link/);
  rmSync(path.join(root, 'codemod.yaml'));
  writeFiles(root, { 'codemod.yaml': 'params: { cli-sys-imports: {} }\n' });
  refused(/Did you mean "cli-sys-import"/);
  writeFiles(root, { 'codemod.yaml': SMALL.replace('small', 'fix-pack') });
  const shadow = runCli(['apply', 'fix-pack', '--dry-run'], { cwd: root });
  assert.deepEqual([shadow.status, /Give it another/.test(shadow.stderr)], [2, true], shadow.stderr);
});

test('a baseline that is written is told, and what nobody has audited stays open', () => {
  const config = `recipes:\n  scan:\n    description: Secrets alone.\n    steps:\n      - { command: secrets-baseline }\n      - { command: results }\n`;
  const root = gitRepository({ 'codemod.yaml': config, 'a.py': 'KEY = "AKIAIOSFODNN7EXAMPLE"\n' });
  const env = { PATH: [detectSecrets(), process.env['PATH']].join(path.delimiter) };
  const { status, stderr } = runCli(['apply', 'scan'], { cwd: root, env });
  assert.equal(status, 0, stderr);
  assert.match(stderr, /\.secrets\.baseline was written: 1 found/);
  assert.doesNotMatch(stderr, /No file was changed/);
  assert.match(read(root, '.codex/results.md'), /open: 1 entry is not audited/);
  assert.match(read(root, '.codex/results.md'), /`secrets-baseline`: create `\.secrets\.baseline`/);
});

test('a step that fails says why, in a dry run too', () => {
  const root = gitRepository({ 'a.py': '' });
  const { status, stderr } = runCli(['apply', 'codex-setup', '--param', 'triggers=nonsense', '--dry-run'], { cwd: root });
  assert.equal(status, 4);
  assert.match(stderr, /Failed\n[\s\S]*nonsense[\s\S]*\(ci-workflow\)/);
});
