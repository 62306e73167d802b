import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { bulkScene } from '../../testing/bulk-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { PLAIN_HOST, servedRepository } from '../../testing/served-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { planCampaign } from '../verbs/plan.js';
import { accessFrom } from './access.js';
import { openCloneCache } from './clone-cache.js';
import { isUnfit } from './unfit.js';

const test = suite('unfit');
test.after(coolDown);

const PERSON = 'A <a@example.org> 1 +0000';
const PYTHON = 'def main():\n    sys.exit(1)\n';

interface Parts {
  /** Mode, name and object of each entry, in this order. */
  readonly entries?: (blob: string, folder: string) => readonly (readonly [mode: string, name: string, object: string])[];
  readonly author?: string;
}

/** A repository whose tip git itself would not write. @returns its bare folder and the commit. */
function oddRepository({ entries, author = PERSON }: Parts): { readonly bare: string; readonly commit: string } {
  const { bare } = servedRepository({ 'a.py': PYTHON });
  const keep = (type: string, input: Buffer): string => {
    const args = ['hash-object', '-t', type, '-w', '--literally', '--stdin'];
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: bare, input, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  };
  const line = ([mode, name, object]: readonly [string, string, string]): Buffer =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(object, 'hex')]);
  const blob = plainGit(bare, 'rev-parse', 'HEAD:a.py').trim();
  const folder = keep('tree', line(['100644', 'config', blob]));
  const tree =
    entries === undefined
      ? plainGit(bare, 'rev-parse', 'HEAD^{tree}').trim()
      : keep('tree', Buffer.concat(entries(blob, folder).map(line)));
  const commit = keep('commit', Buffer.from(`tree ${tree}\nauthor ${author}\ncommitter ${PERSON}\n\nOdd\n`));
  plainGit(bare, 'update-ref', 'refs/heads/main', commit);
  return { bare, commit };
}

async function fetched({ bare, commit }: ReturnType<typeof oddRepository>): Promise<string> {
  const access = accessFrom(pathToFileURL(bare).href, PLAIN_HOST, () => null, []);
  const clone = await openCloneCache({ folder: tempFolder(), mostBytes: 1e9, mostFiles: 1000 }).open('x', access);
  try {
    const answer = await clone.fetch(commit, 'refs/heads/main');
    if (answer.kind === 'failed') return `${answer.code}: ${answer.message}`;
    const read = await clone.tree(commit).read('a.py', 1000);
    return `${answer.kind}: ${read.kind}`;
  } finally {
    clone.release();
  }
}

const UNFIT: readonly (readonly [name: string, parts: Parts, words: RegExp])[] = [
  [
    '.git',
    {
      entries: (blob, folder) => [
        ['40000', '.git', folder],
        ['100644', 'a.py', blob],
      ],
    },
    /named like the folder of git itself.* \(hasDotgit, object [0-9a-f]{40}\)/,
  ],
  [
    'git~1',
    {
      entries: (blob, folder) => [
        ['100644', 'a.py', blob],
        ['40000', 'git~1', folder],
      ],
    },
    /named like the folder of git itself/,
  ],
  [
    '..',
    {
      entries: (blob) => [
        ['100644', '..', blob],
        ['100644', 'a.py', blob],
      ],
    },
    /named "\.\." \(hasDotdot/,
  ],
  [
    'a name twice',
    {
      entries: (blob) => [
        ['100644', 'a.py', blob],
        ['100644', 'a.py', blob],
      ],
    },
    /two entries of the same name \(duplicateEntries/,
  ],
];

for (const [name, parts, words] of UNFIT) {
  test(`a repository that holds ${name} is told as what it is`, async () => {
    const told = await fetched(oddRepository(parts));
    assert.match(told, /^repository-unfit: git does not take the content of this repository: /);
    assert.match(told, words);
    assert.match(told, /Its owners can mend it .* codemod bulk update\.$/);
  });
}

/** What git itself has written in other times, or other programs have. */
const OLD: readonly (readonly [name: string, parts: Parts])[] = [
  [
    'zeroPaddedFilemode',
    {
      entries: (blob, folder) => [
        ['100644', 'a.py', blob],
        ['040000', 'folder', folder],
      ],
    },
  ],
  ['missingSpaceBeforeDate', { author: 'A <a@example.org>1 +0000' }],
  ['badTimezone', { author: 'A <a@example.org> 1 +051800' }],
  ['badEmail', { author: 'A <a@example.org<>> 1 +0000' }],
  ['badFilemode', { entries: (blob) => [['100664', 'a.py', blob]] }],
];

for (const [name, parts] of OLD) {
  test(`an old repository is taken: ${name}`, async () => {
    const odd = oddRepository(parts);
    assert.equal(await fetched(odd), 'ok: content');
    const checked = spawnSync('git', ['fsck', '--strict'], { cwd: odd.bare, encoding: 'utf8' });
    assert.ok(checked.stderr.includes(name), `the control: git minds it: ${checked.stderr}`);
  });
}

test('a campaign skips what git does not take, and plans the old one beside it', async () => {
  const [[, unfit = {}] = [], [, old = {}] = []] = [UNFIT[0] ?? [], OLD[0] ?? []];
  const scene = await bulkScene([oddRepository(unfit).bare, oddRepository(old).bare]);
  await scene.run(async (context, { state }) => {
    assert.deepEqual(await planCampaign(context, {}, new Map()), { ran: 2, stopped: null });
    const told = [...state.repositories.values()].map(({ outcome, cause }) => `${outcome} ${cause?.code ?? ''}`);
    assert.deepEqual(told, ['skipped repository-unfit', 'planned ']);
  });
});

test('a remote that says so in its own words is not believed', () => {
  const said = `error: object ${'a'.repeat(40)}: hasDotgit: contains '.git'\nfatal: fsck error in packed object\n`;
  assert.equal(isUnfit(said), true);
  assert.equal(isUnfit(said.replace(/^/gm, 'remote: ')), false);
});
