import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import type { LeftPlace } from '../../bulk/show/left-places.js';
import { bareRepository } from '../../testing/bulk-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { CLI_ENTRY, type CliRun, runCli, startCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';

const test = suite('codemod bulk');
const schema = JSON.parse(readFileSync(fileURLToPath(new URL('../report/report.schema.json', import.meta.url)), 'utf8'));
const validate = new Ajv({ strict: false }).compile(schema);

const OLD = 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n';
const BRANCH = 'refs/heads/codemod/cli-sys-import';

/** A folder with a manifest of three repositories: one to change, one with nothing to change, one whose settings cannot be read. */
function scene(): { readonly root: string; readonly first: string; run(...args: readonly string[]): CliRun } {
  const root = tempFolder();
  const first = bareRepository({ 'a.py': OLD });
  const repositories = [first, bareRepository({ 'a.py': 'x = 1\n' }), bareRepository({ 'a.py': OLD, 'codemod.yaml': '][' })];
  const list = repositories.map((repository) => `  - path: ${repository}\n`).join('');
  const identity = 'identity: { name: Test, email: test@example.org }\n';
  writeFileSync(path.join(root, 'repos.yaml'), `${identity}waves: { stopAt: 1 }\nrepositories:\n${list}`);
  const env = { XDG_CACHE_HOME: tempFolder() };
  return { root, first, run: (...args) => runCli(['bulk', ...args], { cwd: root, env }) };
}

function answersOf(run: Pick<CliRun, 'stdout'>, what: string): readonly Record<string, unknown>[] {
  return run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const answer: Record<string, unknown> = JSON.parse(line);
      assert.ok(validate(answer), `${what}: ${JSON.stringify(validate.errors?.slice(0, 3))}\n${line.slice(0, 600)}`);
      return answer;
    });
}

test('a campaign from the manifest to the branch and back, each verb with its next step and its answer', () => {
  const { root, first, run } = scene();
  const plan = run('plan', 'cli-sys-import', '--repos', 'repos.yaml');
  assert.equal(plan.status, 4, plan.stderr);
  assert.match(plan.stderr, /^Planning 3 repositories\.\n3 repositories worked on\.\n/);
  assert.match(plan.stderr, /planned +1 {2}would change/);
  assert.match(plan.stderr, /no-change +1/);
  assert.match(
    plan.stderr,
    /config-invalid: 1 repository\n {4}\S.*\n\nWhich repositories, and what helps: .* bulk show --by reason\n/,
  );
  assert.match(plan.stderr, /bulk approve --all/);
  assert.equal(plainGit(first, 'for-each-ref', BRANCH), '', 'a plan writes nothing anywhere');

  assert.match(run('show').stdout, /^\+import sys$/m);
  assert.match(run('show', '--by', 'reason').stdout, /Failed\n {2}config-invalid/);
  const shown = run('show', '--repo', `file:${first}`).stdout;
  assert.ok(shown.startsWith(`# file:${first}\n--- a/a.py\n+++ b/a.py\n`), shown);
  const clone = tempFolder();
  plainGit(clone, 'clone', '-q', first, '.');
  writeFileSync(path.join(clone, 'shown.patch'), `${shown}${shown.replaceAll('a.py', 'other.py')}`);
  plainGit(clone, 'apply', '--include', 'a.py', 'shown.patch');
  assert.match(readFileSync(path.join(clone, 'a.py'), 'utf8'), /^import sys$/m, 'a line before each is passed over');
  assert.match(run('show', '--by', 'repo', '--format', 'md').stdout, /^\| `file:.*\| planned \|/m);
  const page = run('show', '--format', 'html').stdout;
  assert.match(page, /id="review-data"/);
  assert.match(page, /"path":"file%3A\/[^"]+","to":null,"shown":\{"path":"file:\//);
  assert.match(run('show', '--format', 'html', '--by', 'repo').stdout, /id="campaign-data"/);

  const idle = run('publish', '--patch');
  assert.equal(idle.status, 0, 'what failed at plan is not asked about by publish');
  assert.match(
    idle.stderr,
    /^Publishing what is .* 3 repositories\.\n0 repositories worked on\. Nothing is approved\.\n[\s\S]*bulk approve --all/,
  );
  for (const [verb, why] of [
    ['merge', /worked on\. There is no open pull request\.\n/],
    ['undo', /worked on\. Nothing is published\.\n/],
  ] as const) {
    const { stderr } = run(verb);
    assert.match(stderr, why);
    assert.doesNotMatch(stderr, /config-invalid/, 'it is no news, and status tells it');
  }
  assert.match(run('status').stdout, /config-invalid/, 'control');
  assert.equal(plainGit(first, 'for-each-ref', BRANCH), '', 'what is not approved is not published');
  const approved = run('approve', '--all');
  assert.match(approved.stderr, /^1 change in 1 repository approved\.\n/);
  assert.match(approved.stderr, /bulk publish --branch-only/, 'a folder has no pull requests');
  assert.doesNotMatch(run('publish', '--branch-only').stderr, /Nothing/, 'control');
  assert.match(run('publish', '--branch-only').stderr, /Nothing that is approved is left to publish\./);
  assert.match(plainGit(first, 'show', `${BRANCH}:a.py`), /^import sys$/m);
  assert.match(run('status').stdout, /pushed +1/);
  assert.equal(run('status').status, 0);
  assert.equal(run('status', '--fail-on', 'failed').status, 4);
  const some = run('status', '--repo', `file:${first}`, '--fail-on', 'failed');
  assert.match(some.stdout, /: 3 repositories, .*\n1 of them was selected.*\n {2}pushed +1 .*\n {2}selected +1\n/);
  assert.equal(some.status, 0, 'what failed was not asked about');
  const [told] = answersOf(run('status', '--outcome', 'failed', '--json'), 'status');
  assert.deepEqual([...JSON.stringify(told).matchAll(/"(?:inCampaign|selected|failed)":\d+/g)].map(String).slice(0, 3), [
    '"inCampaign":3',
    '"selected":1',
    '"failed":1',
  ]);
  assert.match(run('export').stdout, /^repository,outcome,[^\r]*\r\nfile:.*,pushed,/);
  assert.match(run('list').stdout, /^cli-sys-import {2}cli-sys-import, 3 repositories/);

  for (const args of [
    ...[['status'], ['list'], ['show'], ['show', '--by', 'repo'], ['export'], ['sync'], ['approve', '--all']],
    ...[['update'], ['retry'], ['resume'], ['merge'], ['close'], ['undo'], ['init', 'new.yaml']],
    ['plan', 'cli-sys-import', '--repos', 'repos.yaml'],
  ]) {
    const [answer, ...more] = answersOf(run(...args, '--json', '--quiet'), args.join(' '));
    assert.deepEqual([answer?.['command'], more], [`bulk ${args[0]}`, []]);
  }
  assert.equal(plainGit(first, 'for-each-ref', BRANCH), '', 'undo has deleted the branch');
  const lines = answersOf(run('update', '--json-lines', '--quiet'), 'update');
  assert.deepEqual(new Set(lines.slice(0, -1).map(({ event }) => event)), new Set(['entry']));
  assert.equal(lines.at(-1)?.['event'], 'end');
  assert.ok(existsSync(path.join(root, 'new.yaml')));
});

test('resume says that nothing was cut off, and answers as status does', () => {
  const { root, run } = scene();
  const journal = path.join(root, '.codemod/campaigns/cli-sys-import/journal.jsonl');
  assert.equal(run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--quiet').status, 4, 'one has failed');
  const before = readFileSync(journal, 'utf8');
  const { status, stderr } = run('resume');
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^0 repositories worked on\. Nothing was cut off\.\n[\s\S]*failed +1 [\s\S]*bulk approve --all/);
  assert.equal(readFileSync(journal, 'utf8'), before);
  assert.equal(run('resume', '--fail-on', 'failed', '--quiet').status, run('status', '--fail-on', 'failed', '--quiet').status);
  appendFileSync(journal, `${JSON.stringify({ at: '2026-01-02T03:04:05.000Z', event: 'began', verb: 'sync', options: {} })}\n`);
  assert.doesNotMatch(run('resume').stderr, /Nothing was cut off/, 'control');
});

test('pull requests for folders are refused before anything begins, by publish and by retry', () => {
  const { root, first, run } = scene();
  const journal = path.join(root, '.codemod/campaigns/cli-sys-import/journal.jsonl');
  run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--quiet');
  assert.equal(run('publish', '--pr').status, 0, 'control: nothing is approved');
  run('approve', '--all', '--quiet');
  const refused = (...args: readonly string[]): void => {
    const before = readFileSync(journal, 'utf8');
    const { status, stderr } = run(...args);
    assert.equal(status, 2, stderr);
    assert.match(
      stderr.replaceAll(/\s+/g, ' '),
      /A folder of this machine .* --branch-only.* no-forge: npx \S+ explain no-forge/,
    );
    assert.equal(readFileSync(journal, 'utf8'), before, 'no line of the journal, and so no job');
  };
  refused('publish', '--pr');
  const failed = { event: 'failed', stage: 'publish', code: 'git-failed', message: 'No.', transient: false };
  const at = '2026-01-02T03:04:05.000Z';
  appendFileSync(journal, `${JSON.stringify({ at, repo: `file:${first}`, ...failed })}\n`);
  refused('retry', '--pr');
  assert.equal(plainGit(first, 'for-each-ref', BRANCH), '');
  const repo = `file:${first}`;
  assert.equal(run('retry', '--branch-only', '--repo', repo).status, 0, 'control');
  assert.notEqual(plainGit(first, 'for-each-ref', BRANCH), '');
});

test('where nobody looks on, a verb says what it begins before it begins, and with --quiet nothing', () => {
  const { root, run } = scene();
  const planned = ['bulk', 'plan', 'cli-sys-import', '--repos', 'repos.yaml', '--limit', '2', '--json-lines'];
  const env = { ...process.env, XDG_CACHE_HOME: tempFolder() };
  const both = spawnSync('sh', ['-c', 'exec "$0" "$@" 2>&1', process.execPath, CLI_ENTRY, ...planned], { cwd: root, env });
  const [begun, ...entries] = both.stdout.toString('utf8').split('\n');
  assert.equal(begun, 'Planning 2 repositories.');
  assert.match(entries[0] ?? '', /"event":"began"/, 'control: the jobs come behind it');
  const again = run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--json');
  assert.match(again.stderr, /^Planning what is left to plan of 3 repositories\.\n/);
  answersOf(again, 'control: standard output has the answer alone');
  assert.match(run('update').stderr, /^Planning 3 repositories again\.\n/);
  for (const args of [['update'], ['update', '--json'], ['update', '--json-lines']]) {
    assert.equal(run(...args, '--quiet').stderr, '', args.join(' '));
  }
});

test('--patch tells where the patch files are, and git applies them', () => {
  const { root, first, run } = scene();
  run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--quiet');
  assert.doesNotMatch(run('status').stdout, /patch file/, 'control');
  run('approve', '--all', '--quiet');
  const { stderr } = run('publish', '--patch');
  const [, count, folder = ''] = /^(\d+) patch files? for git apply: (\S+)$/m.exec(stderr) ?? [];
  const patches = readdirSync(path.join(root, folder));
  assert.deepEqual([count, patches.length], ['1', 1], stderr);
  const clone = tempFolder();
  plainGit(clone, 'clone', '-q', first, '.');
  plainGit(clone, 'apply', path.join(root, folder, patches[0] ?? ''));
  assert.match(readFileSync(path.join(clone, 'a.py'), 'utf8'), /^import sys$/m);
});

test('init writes over nothing, and what it writes can be planned with', () => {
  const { run, root } = scene();
  const before = readFileSync(path.join(root, 'repos.yaml'), 'utf8');
  const refused = run('init');
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /repos\.yaml is there already/);
  assert.equal(readFileSync(path.join(root, 'repos.yaml'), 'utf8'), before);
  assert.match(run('init', 'other.yaml').stderr, /bulk plan <name> --repos other\.yaml/);
});

test('a repository that would not change is shown with its outcome, its cause and what helps', () => {
  const { first, run } = scene();
  run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--quiet');
  const [, second = '', third = ''] = [...run('export').stdout.matchAll(/^(file:[^,]*),/gm)].map(([, repo = '']) => repo);
  assert.match(run('show', '--repo', `file:${first}`).stderr, /To approve it:/, 'control');
  const unchanged = run('show', '--repo', second).stderr;
  assert.match(unchanged, /no-change/);
  assert.doesNotMatch(unchanged, /approve/);
  const failed = run('show', '--repo', third).stderr;
  assert.match(failed, /failed \(config-invalid\)\nconfig-invalid: /);
  assert.match(failed, /What helps: Mend the line/);
  assert.doesNotMatch(failed, /approve|retry|nothing to change/);
});

test('show with outcomes or a cause lists the repositories that stand so, with their cause', () => {
  const { first, run } = scene();
  run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--quiet');
  const [, second = '', third = ''] = [...run('export').stdout.matchAll(/^(file:[^,]*),/gm)].map(([, repo = '']) => repo);
  const held = run('show', '--where', 'code=config-invalid').stdout;
  assert.ok(held.startsWith(third) && /failed \(config-invalid\)/.test(held), held);
  assert.match(held, /\nFailed\n {2}config-invalid: 1 repository\n/);
  const unchanged = run('show', '--outcome', 'no-change').stdout;
  assert.ok(unchanged.startsWith(second) && !unchanged.includes(third), unchanged);
  const planned = run('show', '--outcome', 'planned').stdout;
  assert.ok(planned.startsWith(`file:${first}`) && /^\+import sys$/m.test(planned), planned);
});

test('show --json tells every place that is left, as many as are counted', () => {
  const root = tempFolder();
  const [used, kept] = ['now = datetime.utcnow()\n', 'f = datetime.utcnow\n'];
  const files = [`${used}${kept}`, kept, used].map((text) =>
    bareRepository({ 'a.py': `from datetime import datetime\n\n${text}` }),
  );
  const list = files.map((repository) => `  - path: ${repository}\n`).join('');
  writeFileSync(path.join(root, 'repos.yaml'), `identity: { name: Test, email: test@example.org }\nrepositories:\n${list}`);
  const run = (...args: readonly string[]): CliRun =>
    runCli(['bulk', ...args], { cwd: root, env: { XDG_CACHE_HOME: tempFolder() } });
  run('plan', 'utc-datetime', '--repos', 'repos.yaml', '--unsafe', '--quiet');
  const changed = { repo: `file:${files[0]}`, code: 'UTC001', path: 'a.py', line: 4, count: 1, isTold: true };
  const unchanged = { ...changed, repo: `file:${files[1]}`, line: 3 };
  const placesOf = (...args: readonly string[]): readonly object[] => {
    const shown = run('show', '--json', ...args);
    answersOf(shown, args.join(' '));
    const { leftPlaces }: { readonly leftPlaces: readonly LeftPlace[] } = JSON.parse(shown.stdout);
    return leftPlaces.map(({ message, ...place }) => ({ ...place, isTold: message !== '' }));
  };
  for (const args of [[], ['--by', 'reason'], ['--by', 'repo']]) assert.deepEqual(placesOf(...args), [changed, unchanged]);
  const journal = path.join(root, '.codemod/campaigns/utc-datetime/journal.jsonl');
  const told = /("event":"no-change".*),"plan":"[0-9a-f]+"/;
  writeFileSync(journal, readFileSync(journal, 'utf8').replace(told, '$1'));
  assert.deepEqual(placesOf(), [changed, { ...unchanged, path: null, line: null, isTold: false }], 'a journal of before');
  const [other] = answersOf(run('show', '--json', '--repo', `file:${files[2]}`), 'control');
  assert.deepEqual(other?.['leftPlaces'], []);
});

test('each verb tells its exit codes, and a mistake in one leads to its help', () => {
  const { run } = scene();
  for (const verb of ['plan', 'publish', 'undo'])
    assert.match(run(verb, '--help').stdout, /Exit codes:\n {2}0 .*\n {2}2 [\s\S]*\n {2}4 [\s\S]*stopped/);
  assert.match(run('status', '--help').stdout, /\n {2}4 +--fail-on says so\n/);
  assert.match(run('publish', '--nope').stderr, /usage: npx codex-codemod bulk publish --help/);
  assert.match(run('publsh').stderr, /usage: npx codex-codemod bulk --help/);
});

test('mistakes are told with what to do', () => {
  const { run } = scene();
  const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['status'], /There is no campaign here/],
    [['plan', 'cli-sys-import'], /--repos/],
    [['plan', 'cli-sys-import', '--repos', 'none.yaml'], /none\.yaml does not exist\. Write one: .*bulk init/s],
    [['plan', 'no-such', '--repos', 'repos.yaml'], /no codemod/],
    [['plan', 'cli-sys-import', '--repos', 'repos.yaml', '--campaign', 'A B'], /A campaign is named/],
    [['show', '--by', 'colour'], /Allowed choices are shape, reason, repo, outcome/],
    [['show', '--json', '--format', 'md'], /ask for two answers/],
    [['publsh'], /Did you mean "publish"/],
    [['retry', '--outcome', 'sad'], /It must be one of: waiting/],
  ];
  for (const [args, message] of cases) {
    const result = run(...args);
    assert.equal(result.status, 2, `${args.join(' ')}: ${result.stderr}`);
    assert.match(result.stderr, message, args.join(' '));
  }
  run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--quiet');
  for (const [args, message] of [
    [['publish'], /Say what to publish: --pr/],
    [
      ['review', '--tty', '--wave', '1'],
      /in a browser instead.*\n {2}npx \S+ bulk review --wave 1\n {2}npx \S+ bulk approve --wave 1\n/,
    ],
    [['publish', '--pr', '--patch'], /exclude each other/],
    [['approve'], /Say what to approve/],
    [['approve', '--all', '--wave', '1'], /exclude each other/],
    [['retry', '--where', 'why=x'], /Write --where as code=/],
    [['show', '--repo', 'typo'], /The campaign has no repository typo\. There are: file:/],
    [['approve', '--shape', 'nope'], /No planned change has the shape nope\. There is: /],
    [['retry', '--where', 'code=config-invalit'], /held up by config-invalit\. Did you mean "config-invalid"\?/],
    [['publish', '--pr', '--group', 'nope'], /No repository is of the group nope\. There is none\./],
    [['sync', '--wave', '7'], /no wave 7\. There is: 1\./],
    [['status', '--wave', '7'], /no wave 7\. There is: 1\./],
    [['plan', 'utc-datetime', '--repos', 'repos.yaml', '--campaign', 'cli-sys-import'], /is one of cli-sys-import/],
    [['status', '--campaign', 'cli-sys'], /There is no campaign "cli-sys" here/],
  ] satisfies readonly (readonly [readonly string[], RegExp])[]) {
    const result = run(...args);
    assert.equal(result.status, 2, `${args.join(' ')}: ${result.stderr}`);
    assert.match(result.stderr, message);
  }
  run('plan', 'utc-datetime', '--repos', 'repos.yaml', '--quiet');
  assert.match(run('status').stderr, /several campaigns( here)?: cli-sys-import, utc-datetime/);
  assert.match(run('status', '--campaign', 'utc-datetime').stderr, /^$|--campaign utc-datetime/);
});

test('--inventory makes the inventory part of the change, and is refused where the change is split', () => {
  const { root, first, run } = scene();
  run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--quiet');
  assert.doesNotMatch(run('show', '--repo', `file:${first}`).stdout, /\.codex/, 'control');
  run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--inventory', '--quiet');
  assert.match(run('show', '--repo', `file:${first}`).stdout, /^\+\+\+ b\/\.codex\/inventory\.json\n@@ -0,0 /m);
  assert.match(run('show').stdout, /inventory/);
  const text = readFileSync(path.join(root, 'repos.yaml'), 'utf8');
  writeFileSync(path.join(root, 'split.yaml'), `publish: { shard: directory }\n${text}`);
  const refused = run('plan', 'cli-sys-import', '--repos', 'split.yaml', '--inventory');
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /leave out --inventory/);
});

test('a token that the manifest names and that is not set is told before anything is asked of its host', () => {
  const root = tempFolder();
  const write = (repository: string): void =>
    writeFileSync(
      path.join(root, 'repos.yaml'),
      `identity: { name: Test, email: test@example.org }\nhosts:\n  git.example.org: { forge: gitlab, token: ACME_TOKEN }\nrepositories:\n  - ${repository}\n`,
    );
  const env = { XDG_CACHE_HOME: tempFolder() };
  const plan = (...args: readonly string[]) =>
    runCli(['bulk', 'plan', 'cli-sys-import', '--repos', 'repos.yaml', ...args], { cwd: root, env });
  write('url: https://git.example.org/acme/api.git');
  const refused = plan();
  assert.equal(refused.status, 2, refused.stderr);
  assert.match(
    refused.stderr.replaceAll(/\s+/g, ' '),
    /There is no token for git\.example\.org\. Set ACME_TOKEN in the environment\. token-missing:/,
  );
  const journal = readFileSync(path.join(root, '.codemod/campaigns/cli-sys-import/journal.jsonl'), 'utf8');
  assert.doesNotMatch(journal, /"began"|"intent"/, 'no job was begun');
  const queued = plan('--engine', 'bullmq', '--queue', 'nonsense://');
  assert.doesNotMatch(queued.stderr, /token-missing/, 'workers have their own');
  write(`path: ${bareRepository({ 'a.py': OLD })}`);
  assert.equal(plan().status, 0, 'control: nothing is asked of that host');
});

test('serve --json tells its address in one line, as soon as the page can be opened', async () => {
  const { root, run } = scene();
  run('plan', 'cli-sys-import', '--repos', 'repos.yaml', '--quiet');
  const child = startCli(['bulk', 'serve', '--json', '--quiet'], { cwd: root });
  const ended = once(child, 'close');
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const [served] = answersOf({ stdout: String(line) }, 'serve');
    const { origin } = new URL(String(served?.['url']));
    const ask = (token: string) => fetch(`${origin}/api/campaign?since=0`, { headers: { 'x-codemod-token': token } });
    const [known, stranger] = [await ask(String(served?.['token'])), await ask('guessed')];
    assert.deepEqual([known.status, stranger.status], [200, 401]);
    assert.deepEqual([served?.['command'], served?.['url']], ['bulk serve', `${origin}/#${served?.['token']}`]);
  } finally {
    child.kill('SIGTERM');
  }
  assert.equal((await ended)[0], 0);
});
