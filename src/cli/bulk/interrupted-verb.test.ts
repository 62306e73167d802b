import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bareRepository } from '../../testing/bulk-scene.js';
import { endOf } from '../../testing/campaigns/campaign-scene.js';
import { eventually } from '../../testing/open-review.js';
import { startCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';

const test = suite('a verb that is interrupted');

const REPOSITORIES = 60;

test('Ctrl-C: only repositories whose job ended are counted, and how to go on is said once, with the campaign', async () => {
  const root = tempFolder();
  const env = { XDG_CACHE_HOME: tempFolder() };
  const first = bareRepository({ 'a.py': 'def main():\n    sys.exit(1)\n' });
  const copies = Array.from({ length: REPOSITORIES }, (_, number) => {
    cpSync(first, path.join(root, `r${number}.git`), { recursive: true });
    return `  - path: r${number}.git\n`;
  });
  writeFileSync(path.join(root, 'repos.yaml'), `identity: { name: T, email: t@example.org }\nrepositories:\n${copies.join('')}`);
  const start = (campaign: string, ...more: readonly string[]) =>
    startCli(['bulk', 'plan', 'cli-sys-import', '--repos', 'repos.yaml', '--campaign', campaign, ...more], { cwd: root, env });
  assert.equal((await endOf(start('other', '--limit', '1'))).status, 0);

  const journal = path.join(root, '.codemod/campaigns/live/journal.jsonl');
  const planned = (): number =>
    existsSync(journal) ? (readFileSync(journal, 'utf8').match(/"event":"planned"/g)?.length ?? 0) : 0;
  const verb = start('live', '--jobs', '1', '--json');
  const ended = endOf(verb);
  await eventually(() => planned() > 0, 'a repository is planned');
  verb.kill('SIGINT');
  const { status, stdout, stderr } = await ended;
  assert.equal(status, 130, stderr);
  const done = planned();
  assert.ok(done < REPOSITORIES, `control: ${done} were planned, so that others were left`);
  assert.match(stderr, new RegExp(`^${done} (?:repository|repositories) worked on\\.$`, 'm'));
  assert.match(stdout, new RegExp(`"ran":${done},`));
  assert.deepEqual(stderr.match(/ bulk resume[^\n]*/g), [' bulk resume --campaign live'], stderr);
  assert.match(stdout, /bulk resume --campaign live"/);
});
