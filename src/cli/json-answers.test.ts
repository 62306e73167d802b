import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { groupBy } from '../core/group-by.js';
import { FORMATS, renderReport } from '../reports/render.js';
import { plainGit } from '../testing/git-repository.js';
import { runCli, startCli } from '../testing/run-cli.js';
import { factsFor, fullPlan, hostilePlan } from '../testing/sample-report.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('JSON answers');
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const schema = JSON.parse(readFileSync(fileURLToPath(new URL('./report/report.schema.json', import.meta.url)), 'utf8'));
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

/** What speaks against an answer: of the many forms that the schema offers, by the one that it is nearest to. */
function faultsOf(answer: Record<string, unknown>): readonly string[] {
  if (validate(answer)) return [];
  const faults = (validate.errors ?? []).map(({ schemaPath, instancePath, message, params }) => {
    const form = /^#\/anyOf\/(\d+)/.exec(schemaPath)?.[1] ?? 'inside';
    return { form, text: `${schemaPath} ${instancePath} ${message} ${JSON.stringify(params)}` };
  });
  const forms = [...groupBy(faults, ({ form }) => form).values()].sort((x, y) => x.length - y.length);
  return forms.slice(0, 2).flatMap((form) => form.map(({ text }) => text));
}

/** Every line that a command prints, each checked against the schema. */
function answersOf(args: readonly string[], cwd: string, status: number): readonly Record<string, unknown>[] {
  const run = runCli(args, { cwd });
  assert.equal(run.status, status, `${args.join(' ')}: ${run.stderr}`);
  const answers = run.stdout.trimEnd().split('\n');
  return answers.map((line) => {
    const answer = JSON.parse(line);
    assert.deepEqual(faultsOf(answer), [], `${args.join(' ')}\n${line.slice(0, 2000)}`);
    assert.equal(answer.codemodReport, 1);
    return answer;
  });
}

function answerOf(args: readonly string[], cwd: string, status = 0): Record<string, unknown> {
  const [answer, ...more] = answersOf(args, cwd, status);
  assert.deepEqual(more, [], `${args.join(' ')} answers once`);
  return answer ?? assert.fail();
}

const EMPTY_BASELINE = { version: '1.5.0', plugins_used: [], filters_used: [], results: {} };
const SECRET = { type: 'Secret Keyword', filename: 'a.py', hashed_secret: 'a'.repeat(40), is_verified: false, line_number: 4 };

/** A repository in which there is something of everything. */
function repository(): string {
  const root = tempFolder();
  plainGit(root, 'init', '-q');
  writeFiles(root, {
    'app.py': 'def main():\n    sys.exit(1)\n',
    'bad.py': 'def (:\n',
    'binary.py': Buffer.from('sys.exit\0'),
    'latin.py': Buffer.from('# -*- coding: latin-1 -*-\n# \u00e9\ndef main():\n    sys.exit(1)\n', 'latin1'),
    'time.py': 'from datetime import datetime\n\nnow = datetime.utcnow()\nlater = datetime.utcnow\n',
    'held.py':
      'def main():\n    sys.exit(1)  # codemod: ignore[cli-sys-import] put in\n    print(1)  # codemod: ignore[cli-sys-import] unused\n',
    '.secrets.baseline': JSON.stringify(EMPTY_BASELINE),
    'fresh.json': JSON.stringify({ ...EMPTY_BASELINE, results: { 'a.py': [SECRET] } }),
  });
  plainGit(root, 'add', '--all');
  plainGit(root, 'commit', '-qm', 'all');
  return root;
}

const covered = new Set<string>();

test('every command answers as the schema says', () => {
  const root = repository();
  const old = path.join(tempFolder(), 'old.json');
  runCli(['inventory', '--output', old, root], { cwd: root });
  const cases: readonly (readonly [args: readonly string[], status?: number])[] = [
    [['list']],
    [['show', 'utc-datetime']],
    [['show', 'fix-pack']],
    [['explain']],
    [['explain', 'UTC001']],
    [['tree', 'app.py']],
    [['tree', 'bad.py'], 4],
    [['query', '(call function: (_) @f) @c']],
    [['query', '--pattern', 'nothing($$$)']],
    [['status']],
    [['apply', 'cli-sys-import', '--dry-run']],
    [['apply', 'utc-datetime', '--check', 'time.py']],
    [['apply', 'utc-datetime', '--check', '--unsafe', 'time.py'], 1],
    [['apply', 'readme-security', '--dry-run']],
    [['apply', 'fix-pack', '--dry-run']],
    [['inventory', `--diff=${old}`]],
    [['inventory', '--check'], 1],
    [['secrets', 'diff', '--scan', 'fresh.json'], 1],
    [['decisions']],
  ];
  for (const [args, status] of cases) {
    const { command } = answerOf([...args, '--json'], root, status);
    const [first = '', second = ''] = args;
    assert.equal(command, first === 'secrets' ? `${first} ${second}` : first);
    covered.add(first);
  }
});

test('runs, undo and redo answer so too, and an undo that is refused', () => {
  const root = repository();
  const { run } = answerOf(['apply', 'cli-sys-import', 'app.py', '--json'], root);
  assert.ok(typeof run === 'string');
  for (const args of [['runs'], ['undo', '--dry-run'], ['undo'], ['redo'], ['runs']]) {
    assert.equal(answerOf([...args, '--json'], root)['command'], args[0]);
    covered.add(args[0] ?? '');
  }
  writeFiles(root, { 'app.py': 'changed = 1\n' });
  const refused = answerOf(['undo', '--json'], root, 3);
  assert.ok(Array.isArray(refused['conflicts']) && refused['conflicts'].length === 1);
});

test('no command with --json is left out', () => {
  const commands = readdirSync(path.join(ROOT, 'src/cli/commands')).filter((file) =>
    readFileSync(path.join(ROOT, 'src/cli/commands', file), 'utf8').includes("'--json'"),
  );
  assert.ok(commands.length >= 10);
  assert.deepEqual(
    commands.map((file) => path.parse(file).name).filter((name) => !covered.has(name)),
    [],
  );
});

test('a mistake is an answer too, which names its command where that is known', () => {
  const root = repository();
  const cases: readonly (readonly [args: readonly string[], status: number, command: string | undefined, code: string])[] = [
    [['aply', '--json'], 2, undefined, 'usage'],
    [['apply', 'no-such', '--json'], 2, 'apply', 'codemod-unknown'],
    [['apply', 'cli-sys-import', 'no/such', '--json-lines'], 2, 'apply', 'path-missing'],
    [['query', '(', '--json'], 2, 'query', 'query-invalid'],
    [['secrets', 'diff', '--baseline', 'none', '--json'], 2, 'secrets diff', 'secrets-baseline-missing'],
    [['plan', 'cli-sys-import', '--json-lines'], 2, 'plan', 'usage'],
  ];
  for (const [args, status, command, code] of cases) {
    const answer = answerOf(args, root, status);
    const error = answer['error'];
    assert.ok(typeof error === 'object' && error !== null && 'code' in error && 'exitCode' in error);
    assert.deepEqual([answer['command'], error.code, error.exitCode], [command, code, status]);
  }
});

test('the lines of --json-lines hold what --json does', () => {
  const root = repository();
  for (const name of ['cli-sys-import', 'fix-pack']) {
    const { changes, outcomes, steps, ...rest } = answerOf(['apply', name, '--dry-run', '--json'], root, 0);
    const lines = answersOf(['apply', name, '--dry-run', '--json-lines'], root, 0);
    const of = (event: string): readonly Record<string, unknown>[] => lines.filter((line) => line['event'] === event);
    // A file that only the project stages know all about is told behind the others.
    const files = of('file').map(({ codemodReport: _, command: __, event: ___, ...outcome }) => outcome);
    const byPath = files.sort((x, y) => (String(x['path']) < String(y['path']) ? -1 : 1));
    assert.deepEqual(byPath, outcomes ?? []);
    assert.deepEqual(
      of('step').map(({ step }) => step),
      steps ?? [],
    );
    assert.deepEqual(
      of('change').map(({ change }) => change),
      changes,
    );
    assert.ok(Array.isArray(changes) && changes.length > 0);
    assert.deepEqual(lines.at(-1), { ...rest, event: 'end', changes: changes.length });
  }
});

test('a plan is told in lines as it is made, and when it is carried out', () => {
  const root = repository();
  const plan = path.join(tempFolder(), 'plan.json');
  const made = answersOf(['plan', 'cli-sys-import', '--out', plan, '--json-lines', 'app.py', 'latin.py'], root, 0);
  assert.deepEqual(
    made.map(({ command, event }) => `${command} ${event}`),
    ['plan file', 'plan file', 'plan change', 'plan change', 'plan end'],
  );
  assert.equal(answerOf(['apply', plan, '--dry-run', '--json'], root)['mode'], 'dry-run');
  const done = answersOf(['apply', plan, '--json-lines'], root, 0);
  assert.deepEqual(
    done.map(({ event }) => event),
    ['change', 'change', 'end'],
  );
  assert.equal(typeof done.at(-1)?.['run'], 'string');
});

test('a file is told while the next one is still at work', async () => {
  const cwd = tempFolder();
  const go = path.join(tempFolder(), 'go');
  // It waits at the second file until this test has read of the first.
  const codemod = `
    import { existsSync } from 'node:fs';
    import { defineCodemod } from ${JSON.stringify(pathToFileURL(path.join(ROOT, 'dist/src/index.js')).href)};
    const still = new Int32Array(new SharedArrayBuffer(4));
    export default defineCodemod({
      name: 'slow', version: '1.0.0', summary: 'Is slow.', params: {}, codes: { SLOW001: { title: 'T', cause: 'C', remedy: 'R' } },
      languages: { python: { needles: [], *transform(file, { finding }) {
        while (file.path === 'b.py' && !existsSync(${JSON.stringify(go)})) Atomics.wait(still, 0, 0, 20);
        yield finding('SLOW001', { start: 0, end: 1 });
      } } },
    });`;
  writeFiles(cwd, { 'a.py': 'a = 1\n', 'b.py': 'b = 1\n', 'slow.mjs': codemod });
  const child = startCli(['apply', './slow.mjs', '--dry-run', '--json-lines', '--jobs', '1', 'a.py', 'b.py'], { cwd });
  const lines: Record<string, unknown>[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(JSON.parse(line));
    if (lines.length === 1) writeFileSync(go, '');
  }
  if (child.exitCode === null) await once(child, 'exit');
  assert.equal(child.exitCode, 0);
  assert.deepEqual(
    lines.map(({ event, path: file, kind }) => [event, file, kind]),
    [
      ['file', 'a.py', 'findings'],
      ['file', 'b.py', 'findings'],
      ['end', undefined, undefined],
    ],
  );
});

test('a plan as a report is such an answer', async () => {
  assert.ok(FORMATS.includes('json'));
  for (const plan of [fullPlan(), hostilePlan()]) {
    for (const texts of [factsFor(plan).texts, new Map<string, Uint8Array>()]) {
      assert.deepEqual(faultsOf(JSON.parse(String(await renderReport('json', { plan, texts })))), []);
    }
  }
});

test('a member that the schema does not know is refused', () => {
  const answer = answerOf(['list', '--json'], tempFolder());
  assert.notDeepEqual(faultsOf({ ...answer, more: 1 }), []);
  assert.notDeepEqual(faultsOf({ ...answer, codemodReport: 2 }), []);
  assert.notDeepEqual(faultsOf({ codemodReport: 1, command: 'list' }), []);
});
