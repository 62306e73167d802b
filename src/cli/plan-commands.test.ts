import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plan } from '../core/plan.js';
import { planId } from '../core/plan.js';
import { readPlan } from '../core/read-plan.js';
import type { DecisionRecord } from '../core/review/decision.js';
import { reviewFiles } from '../core/review/review-files.js';
import { commitFiles, gitRepository, plainGit } from '../testing/git-repository.js';
import { skipLoudly } from '../testing/python.js';
import { CLI_ENTRY, runCli } from '../testing/run-cli.js';
import { treeOf } from '../testing/scratch-folder.js';
import { hasStrace } from '../testing/strace.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('plans on the command line');

const CALL = (name: string): string => `def ${name}():\n    a = 1\n    b = 2\n    c = 3\n    return datetime.utcnow(), a, b, c\n`;
const APP = ['from datetime import datetime\n', CALL('one'), CALL('two'), CALL('three')].join('\n\n');
const CLI = 'def main():\n    sys.exit(1)\n';

const UTC = ['utc-datetime', '--unsafe'];

/** A repository with three deprecated calls in one file, and a plan that mends them. */
function planned(args: readonly string[] = UTC): { root: string; file: string } {
  const root = gitRepository({ 'app.py': APP, 'cli.py': CLI });
  const file = path.join(tempFolder(), 'plan.json');
  const run = runCli(['plan', ...args, '--out', file], { cwd: root });
  assert.equal(run.status, 0, run.stderr);
  return { root, file };
}

function planOf(file: string): Plan {
  return readPlan(file, readFileSync(file, 'utf8'));
}

function hunksOf(file: string, root: string) {
  return reviewFiles(planOf(file), (name) => readFileSync(path.join(root, name))).flatMap(({ hunks }) => hunks);
}

/** Writes decisions down as a review does, for the hunks in their order. */
function decide(file: string, root: string, ...decisions: readonly (Partial<DecisionRecord> | null)[]): void {
  const hunks = hunksOf(file, root);
  const plan = planId(planOf(file));
  const records = decisions.flatMap((decision, index) => {
    const base = { codemodDecision: 1, plan, hunk: hunks[index]?.id, verdict: 'accepted', reason: '', edited: null, time: '' };
    return decision === null ? [] : [`${JSON.stringify({ ...base, ...decision })}\n`];
  });
  writeFileSync(`${file}.decisions.ndjson`, records.join(''));
}

function utcCalls(root: string): readonly string[] {
  const text = readFileSync(path.join(root, 'app.py'), 'utf8');
  return [...text.matchAll(/def (\w+)\(\):[^)]*?datetime\.(now|utcnow)\(/g)].map(([, name, call]) => `${name} ${call}`);
}

test('a plan is carried out exactly, and the run names it', () => {
  const { root, file } = planned();
  const dry = runCli(['apply', ...UTC, '--dry-run'], { cwd: root }).stdout;
  const fromPlan = runCli(['apply', file, '--dry-run'], { cwd: root });
  assert.equal(fromPlan.stdout, dry, 'the plan shows what the dry run does');
  assert.deepEqual(treeOf(root, ['.git']), { ...treeOf(root, ['.git']), 'app.py': treeOf(root, ['.git'])['app.py'] });
  const run = runCli(['apply', file], { cwd: root });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(utcCalls(root), ['one now', 'two now', 'three now']);
  const [change] = planOf(file).changes;
  assert.ok(change?.kind === 'modify');
  assert.equal(runCli(['apply', ...UTC, '--check'], { cwd: root }).status, 0);
  assert.equal(runCli(['apply', file], { cwd: root }).status, 3, 'a second time it is stale');
});

test('the same inputs give the same bytes, with any number of children, and the id leaves root and HEAD out', () => {
  const { root, file } = planned();
  const again = path.join(tempFolder(), 'again.json');
  runCli(['plan', ...UTC, '--jobs', '1', '--out', again], { cwd: root });
  assert.equal(readFileSync(again, 'utf8'), readFileSync(file, 'utf8'));
  const printed = runCli(['plan', ...UTC, '-q'], { cwd: root });
  assert.equal(printed.stdout, readFileSync(file, 'utf8'), 'without --out it is printed');
  const other = gitRepository({ 'app.py': APP, 'cli.py': CLI });
  commitFiles(other, { 'README.md': 'x\n' });
  const elsewhere = path.join(tempFolder(), 'else.json');
  runCli(['plan', ...UTC, '--out', elsewhere], { cwd: other });
  assert.notEqual(readFileSync(elsewhere, 'utf8'), readFileSync(file, 'utf8'));
  assert.equal(planId(planOf(elsewhere)), planId(planOf(file)));
  assert.notEqual(planId({ ...planOf(file), tool: 'other' }), planId(planOf(file)), 'control');
});

/** What happens between plan and apply; each is refused, and named. */
const STALE: readonly (readonly [string, RegExp, (root: string, file: string) => readonly string[] | undefined])[] = [
  ['content', /app\.py: its content has changed/, (root) => void writeFiles(root, { 'app.py': `${APP}#\n` })],
  ['mode', /app\.py: its mode is 0755, not 0644/, (root) => chmodSync(path.join(root, 'app.py'), 0o755) ?? []],
  ['removal', /app\.py: it is gone/, (root) => rmSync(path.join(root, 'app.py')) ?? []],
  [
    'symlink',
    /app\.py/,
    (root) => {
      renameSync(path.join(root, 'app.py'), path.join(root, 'real.py'));
      symlinkSync('real.py', path.join(root, 'app.py'));
      return [];
    },
  ],
  ['tool version', /version 9\.9\.9 of codex-codemod/, (_, file) => void edit(file, (plan) => ({ ...plan, tool: '9.9.9' }))],
  [
    'codemod version',
    /utc-datetime@7\.0\.0 made it, and this is utc-datetime@/,
    (_, file) => void edit(file, (plan) => ({ ...plan, codemods: plan.codemods.map((one) => ({ ...one, version: '7.0.0' })) })),
  ],
  ['options typed', /the plan was made without --include/, () => ['--include', 'app.py']],
  [
    'options of codemod.yaml',
    /codemod\.yaml excludes app\.py by now/,
    (root) => void writeFiles(root, { 'codemod.yaml': 'exclude: [app.py]\n' }),
  ],
];

function edit(file: string, change: (plan: Plan) => Plan): void {
  writeFileSync(file, JSON.stringify(change(planOf(file))));
}

for (const [what, told, move] of STALE) {
  test(`stale by ${what}: refused, named, and nothing is written`, () => {
    const { root, file } = planned();
    const more = move(root, file) ?? [];
    const before = treeOf(root, ['.git', '.codex']);
    const run = runCli(['apply', file, '--allow-dirty', ...more], { cwd: root });
    assert.equal(run.status, 3, run.stderr);
    assert.match(run.stderr.replace(/\s+/g, ' '), told);
    assert.deepEqual(treeOf(root, ['.git', '.codex']), before);
    assert.ok(!existsSync(path.join(root, '.codex/change_log.md')));
  });
}

test('parameters that codemod.yaml gives by now make a plan stale', () => {
  const { root, file } = planned(['cli-sys-import']);
  assert.equal(planOf(file).changes.length, 1);
  writeFiles(root, { 'codemod.yaml': 'params:\n  cli-sys-import: { modules: [sys, json] }\n' });
  const run = runCli(['apply', file], { cwd: root });
  assert.equal(run.status, 3);
  assert.match(run.stderr.replace(/\s+/g, ' '), /the parameters that codemod\.yaml gives/);
});

test('a HEAD that has moved with equal files is only told', () => {
  const { root, file } = planned();
  commitFiles(root, { 'README.md': 'x\n' });
  const run = runCli(['apply', file], { cwd: root });
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stderr.replace(/\s+/g, ' '), /HEAD has moved since the plan was made \([0-9a-f]{12} to [0-9a-f]{12}\)/);
});

test('what was rejected is left out and remembered, so that the next run does not ask', () => {
  const { root, file } = planned();
  decide(file, root, { verdict: 'accepted' }, { verdict: 'rejected', reason: 'naive on purpose' }, { verdict: 'accepted' });
  const run = runCli(['apply', file], { cwd: root });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(utcCalls(root), ['one now', 'two utcnow', 'three now']);
  assert.match(run.stderr, /1 hunk was rejected and left out/);
  const next = runCli(['apply', ...UTC, '--check', '--fail-on', 'findings'], { cwd: root });
  assert.equal(next.status, 0, next.stderr);
  assert.match(next.stderr.replace(/\s+/g, ' '), /1 change was rejected in a review and is left out/);
  const list = runCli(['decisions'], { cwd: root });
  assert.match(list.stdout, /^[0-9a-f]{16} {2}utc-datetime {2}app\.py\n {4}\d{4}-\d\d-\d\d: naive on purpose\n$/);
  const id = list.stdout.slice(0, 16);
  const before = readFileSync(path.join(root, '.codex/decisions.ndjson'), 'utf8');
  const forgotten = runCli(['decisions', '--forget', id, '--forget', id.slice(0, 8)], { cwd: root });
  assert.match(forgotten.stderr, /^1 decision forgotten/, 'which is one, however often it is named');
  const after = readFileSync(path.join(root, '.codex/decisions.ndjson'), 'utf8');
  assert.ok(after.startsWith(before) && after.length > before.length, 'by a line more, not by one less');
  assert.equal(runCli(['decisions'], { cwd: root }).stdout, '');
  assert.equal(runCli(['apply', ...UTC, '--check', '--allow-dirty'], { cwd: root }).status, 1, 'it is asked again');
});

test('a plan that was reviewed in part is not guessed at', () => {
  const { root, file } = planned();
  decide(file, root, { verdict: 'accepted' }, null, { verdict: 'rejected' });
  const run = runCli(['apply', file], { cwd: root });
  assert.equal(run.status, 3);
  assert.match(run.stderr, /1 hunk is undecided/);
  assert.equal(runCli(['apply', file, '--undecided', 'leave'], { cwd: root }).status, 0);
  assert.deepEqual(utcCalls(root), ['one now', 'two utcnow', 'three utcnow']);
});

test('an edited hunk is judged before it is written', () => {
  const { root, file } = planned();
  const lines = APP.split('\n');
  const at = lines.findIndex((line) => line.includes('utcnow')) + 1;
  const diff = (made: string): string => `@@ -${at},1 +${at},1 @@\n-${lines[at - 1]}\n+${made}\n`;
  const others = [{ verdict: 'rejected' }, { verdict: 'rejected' }] as const;
  decide(file, root, { edited: diff('    return (datetime.now(, a, b, c') }, ...others);
  const refused = runCli(['apply', file], { cwd: root });
  assert.equal(refused.status, 4, refused.stderr);
  assert.match(refused.stderr, /app\.py/);
  assert.equal(readFileSync(path.join(root, 'app.py'), 'utf8'), APP);
  decide(file, root, { edited: diff('    return datetime.now(), a, b, c') }, ...others);
  assert.equal(runCli(['apply', file], { cwd: root }).status, 0);
  assert.equal(readFileSync(path.join(root, 'app.py'), 'utf8'), APP.replace('utcnow()', 'now()'));
});

test('a plan is made again, and keeps the decisions about what is the same', () => {
  const { root, file } = planned();
  decide(file, root, { verdict: 'rejected', reason: 'not this one' }, { verdict: 'accepted' }, null);
  const moved = APP.replace('def three():\n    a = 1', 'def three():\n    a = 10');
  commitFiles(root, { 'app.py': `# a line more\n${moved}` });
  const again = runCli(['plan', '--refresh', file], { cwd: root });
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stderr, /2 of 2 decisions went over to the new plan; 1 of its hunks are undecided/);
  assert.equal(runCli(['apply', file, '--undecided', 'apply'], { cwd: root }).status, 0);
  assert.deepEqual(utcCalls(root), ['one utcnow', 'two now', 'three now']);
});

test('a plan is shown in every format, from a file or from standard input', () => {
  const { root, file } = planned();
  const shown: readonly (readonly [string, RegExp])[] = [
    ['diff', /^--- a\/app\.py\n/],
    ['stat', /^ app\.py \| +\d+ [+]+-+\n 1 file changed/],
    ['json', /^\{"codemodReport":1,"command":"show"/],
    ['sarif', /"version":"2\.1\.0"/],
    ['github', /^::warning file=app\.py,line=8,/],
    ['junit', /<testsuite name="utc-datetime"/],
    ['markdown', /^## /],
    ['html', /^<!doctype html>/i],
  ];
  for (const [format, text] of shown) {
    const run = runCli(['show', file, '--format', format], { cwd: root });
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, text, format);
    if (format !== 'json' && format !== 'html') {
      assert.equal(
        runCli(['apply', ...UTC, '--dry-run', '--quiet', '--format', format], { cwd: root }).stdout,
        run.stdout,
        format,
      );
    }
  }
  const piped = runCli(['show', '-'], { cwd: root, input: readFileSync(file, 'utf8') });
  assert.equal(piped.stdout, runCli(['show', file], { cwd: root }).stdout);
  assert.equal(runCli(['show', 'cli-sys-import', '--format', 'sarif'], { cwd: root }).status, 2);
});

test('a patch of a part of a plan is not shown as one of the whole', () => {
  const { root, file } = planned();
  writeFiles(root, { 'app.py': `${APP}#\n` });
  const run = runCli(['show', file], { cwd: root });
  assert.deepEqual([run.status, run.stdout], [3, '']);
  assert.match(run.stderr, /app\.py: the file is not as it was when the plan was made/);
});

test('a file name is no command of a workflow, where one runs us', () => {
  const root = gitRepository({ '::stop-commands::token.py': CLI });
  const check = (env: Readonly<Record<string, string>>): string =>
    runCli(['apply', 'cli-sys-import', '--check', '--format', 'github'], { cwd: root, env }).stderr;
  const begins = /^\s*::stop-commands/m;
  assert.doesNotMatch(check({ GITHUB_ACTIONS: 'true' }), begins);
  assert.match(check({ GITHUB_ACTIONS: '' }), begins, 'control: elsewhere names are told as they are');
});

const HOSTILE: readonly (readonly [string, (plan: Plan) => unknown])[] = [
  ['a path out of the root', (plan) => ({ ...plan, changes: plan.changes.map((change) => ({ ...change, path: '../out.py' })) })],
  ['a path into .git', (plan) => ({ ...plan, changes: plan.changes.map((change) => ({ ...change, path: '.git/hooks/x' })) })],
  ['an absolute path', (plan) => ({ ...plan, changes: plan.changes.map((change) => ({ ...change, path: '/etc/x' })) })],
  [
    'another mode',
    (plan) => ({
      ...plan,
      changes: plan.changes.map((change) =>
        'after' in change ? { ...change, after: { ...change.after, mode: 0o4777 } } : change,
      ),
    }),
  ],
  ['one path twice', (plan) => ({ ...plan, changes: [...plan.changes, ...plan.changes] })],
  ['another form', (plan) => ({ ...plan, codemodPlan: 2 })],
  ['a key that nobody knows', (plan) => ({ ...plan, run: 'rm' })],
  ['no object', () => [1]],
  [
    'edits out of the text',
    (plan) => ({
      ...plan,
      changes: plan.changes.map((change) =>
        change.kind === 'modify'
          ? {
              ...change,
              steps: change.steps.map((step) => ({ ...step, edits: [{ start: 9e6, end: 9e6, oldText: '', newText: 'x' }] })),
            }
          : change,
      ),
    }),
  ],
  [
    'edits that make other bytes than it says',
    (plan) => ({
      ...plan,
      changes: plan.changes.map((change) =>
        change.kind === 'modify' ? { ...change, after: { ...change.after, sha256: '0'.repeat(64) } } : change,
      ),
    }),
  ],
];

test('a plan that was tampered with is refused, and nothing is written', () => {
  const { root, file } = planned();
  const text = readFileSync(file, 'utf8');
  for (const [what, tamper] of HOSTILE) {
    writeFileSync(file, JSON.stringify(tamper(readPlan(file, text))));
    const run = runCli(['apply', file], { cwd: root });
    assert.equal(run.status, 2, `${what}: ${run.stderr}`);
    assert.match(run.stderr, /plan-invalid/, what);
    assert.equal(readFileSync(path.join(root, 'app.py'), 'utf8'), APP);
  }
  writeFileSync(file, '{"codemodPlan": 1');
  assert.equal(runCli(['apply', file], { cwd: root }).status, 2);
});

test('a plan does not choose the folder that it is carried out in', () => {
  const { root, file } = planned();
  const here = gitRepository({ 'other.py': 'x = 1\n' });
  const run = runCli(['apply', file], { cwd: here });
  assert.equal(run.status, 3);
  assert.match(run.stderr.replace(/\s+/g, ' '), /app\.py: it is gone It was made in .* name that folder behind the plan/);
  assert.equal(readFileSync(path.join(root, 'app.py'), 'utf8'), APP);
  assert.equal(runCli(['apply', file, root], { cwd: here }).status, 0, 'named, it is');
  assert.deepEqual(utcCalls(root), ['one now', 'two now', 'three now']);
});

test('a decision that was torn is not guessed at', () => {
  const { root, file } = planned();
  decide(file, root, { verdict: 'rejected' });
  const whole = readFileSync(`${file}.decisions.ndjson`, 'utf8');
  writeFileSync(`${file}.decisions.ndjson`, whole.slice(0, whole.length / 2));
  const run = runCli(['apply', file], { cwd: root });
  assert.equal(run.status, 3, run.stderr);
  assert.match(run.stderr, /1 line of what was decided cannot be read/);
  writeFileSync(`${file}.decisions.ndjson`, whole.replace(planId(planOf(file)), '0'.repeat(64)));
  const other = runCli(['apply', file], { cwd: root });
  assert.equal(other.status, 0);
  assert.match(other.stderr, /1 decision beside it belong(s)? to another plan/);
});

test('a plan whose carrying out was killed is finished by the same command', () => {
  if (!hasStrace() && skipLoudly('killed plans', 'strace')) return;
  const { root, file } = planned();
  const program = [CLI_ENTRY, 'apply', file];
  const killed = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      '-o',
      '/dev/null',
      '-e',
      'trace=rename',
      '-e',
      'inject=rename:signal=SIGKILL:when=3',
      process.execPath,
      ...program,
    ],
    { cwd: root },
  );
  assert.notEqual(killed.status, 0);
  const again = runCli(['apply', file], { cwd: root });
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stderr, /An earlier run, .*, had been interrupted/);
  assert.deepEqual(utcCalls(root), ['one now', 'two now', 'three now']);
});

test('no plan makes anybody run its code', () => {
  const { root, file } = planned(['cli-sys-import']);
  const marker = path.join(tempFolder(), 'ran');
  writeFiles(root, { 'evil.mjs': `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(marker)}, '');\n` });
  edit(file, (plan) => ({ ...plan, asked: { ...plan.asked, name: './evil.mjs' } }));
  runCli(['apply', file, '--dry-run'], { cwd: root });
  const run = runCli(['plan', '--refresh', file], { cwd: root });
  assert.equal(run.status, 2);
  assert.match(run.stderr.replace(/\s+/g, ' '), /Code is loaded only when you name it/);
  assert.ok(!existsSync(marker));
  runCli(['plan', './evil.mjs', '--refresh', file, '--allow', 'fs-write'], { cwd: root });
  assert.ok(existsSync(marker), 'control: named, it is loaded');
});

test('a plan is not written over what is none', () => {
  const root = gitRepository({ 'app.py': APP, 'package.json': '{}\n' });
  const run = runCli(['plan', ...UTC, '--out', 'package.json'], { cwd: root });
  assert.equal(run.status, 2);
  assert.equal(readFileSync(path.join(root, 'package.json'), 'utf8'), '{}\n');
});

test('the plan of a recipe is carried out with the steps around it', () => {
  const root = gitRepository({
    'cli.py': CLI,
    'codemod.yaml':
      'recipes:\n  small:\n    description: One.\n    steps:\n      - { command: records }\n      - { codemod: cli-sys-import }\n      - { command: inventory }\n      - { command: results }\n',
  });
  const file = path.join(tempFolder(), 'plan.json');
  assert.equal(runCli(['plan', 'small', '--out', file], { cwd: root }).status, 0);
  assert.ok(!existsSync(path.join(root, '.codex')));
  const run = runCli(['apply', file], { cwd: root });
  assert.equal(run.status, 0, run.stderr);
  assert.match(readFileSync(path.join(root, 'cli.py'), 'utf8'), /^import sys/);
  assert.match(readFileSync(path.join(root, '.codex/results.md'), 'utf8'), /cli-sys-import/);
  assert.ok(existsSync(path.join(root, '.codex/inventory.json')));
  plainGit(root, 'status', '--short');
});

const RECIPE = 'description: One.\nsteps:\n  - { codemod: cli-sys-import }\n  - { command: inventory }\n';

test('the plan of a recipe in a file is carried out from any folder, and not at all where that file is gone', () => {
  const root = gitRepository({ 'cli.py': CLI, 'own/small.yaml': RECIPE });
  const file = path.join(tempFolder(), 'plan.json');
  assert.equal(runCli(['plan', './own/small.yaml', '--out', file], { cwd: root }).status, 0);
  renameSync(path.join(root, 'own/small.yaml'), path.join(root, 'own/away.yaml'));
  const refused = runCli(['apply', file, root, '--allow-dirty'], { cwd: tempFolder() });
  assert.equal(refused.status, 2, refused.stderr);
  assert.equal(readFileSync(path.join(root, 'cli.py'), 'utf8'), CLI);
  renameSync(path.join(root, 'own/away.yaml'), path.join(root, 'own/small.yaml'));
  const run = runCli(['apply', file, root], { cwd: tempFolder() });
  assert.equal(run.status, 0, run.stderr);
  assert.match(readFileSync(path.join(root, 'cli.py'), 'utf8'), /^import sys/);
  assert.ok(existsSync(path.join(root, '.codex/inventory.json')));
});

test('a plan whose root is no path is one of the current folder', () => {
  const { root, file } = planned();
  for (const odd of ['a\0b', `/${'a/'.repeat(5_000)}`, path.join(file, 'below')]) {
    writeFileSync(file, JSON.stringify({ ...planOf(file), root: odd }));
    const run = runCli(['apply', file, '--check'], { cwd: root });
    assert.equal(run.status, 1, run.stderr);
  }
});

test('the command that makes a stale plan again can be typed as it is told, whatever the file is called', () => {
  const { root, file } = planned();
  const odd = path.join(path.dirname(file), "it's a plan.json");
  renameSync(file, odd);
  writeFileSync(path.join(root, 'app.py'), 'x = 1\n');
  const run = runCli(['apply', odd, '--allow-dirty'], { cwd: root, env: { COLUMNS: '500' } });
  assert.equal(run.status, 3, run.stderr);
  const told = /--refresh (.+)/.exec(run.stderr.replace(/\n(?= {2})/g, ''))?.[1] ?? '';
  assert.match(told, /^'.*it'\\''s a plan\.json'/);
});
