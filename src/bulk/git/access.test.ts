import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../../core/errors.js';
import { serveGit } from '../../testing/git-http.js';
import { PLAIN_HOST, servedRepository } from '../../testing/served-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { accessFrom, type Secrets } from './access.js';
import type { GitAccess, GitAnswer } from './bare-clone.js';
import { openCloneCache } from './clone-cache.js';
import { faultOf } from './fault.js';

const test = suite('access');

const CANARY = 'tok+en/canary=1';
const HOST = { ...PLAIN_HOST, token: 'ACME_TOKEN', user: 'oauth2' };
const secrets: Secrets = (name) => (name === 'ACME_TOKEN' ? CANARY : null);

async function withRefs(access: GitAccess): Promise<GitAnswer<unknown>> {
  const folder = tempFolder();
  const clone = await openCloneCache({ folder, mostBytes: 1e9, mostFiles: 10 }).open('x', access);
  try {
    const answer = await clone.remoteRefs(['HEAD']);
    if (answer.kind === 'ok') {
      const commit = answer.value.refs.get('HEAD') ?? '';
      assert.equal((await clone.fetch(commit, 'refs/heads/main')).kind, 'ok');
    }
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = readFileSync(path.join(entry.parentPath, entry.name), 'latin1');
      for (const secret of [CANARY, Buffer.from(`oauth2:${CANARY}`).toString('base64')])
        assert.ok(!text.includes(secret), entry.name);
    }
    return answer;
  } finally {
    clone.release();
  }
}

test('a token goes to its host as a header, and nowhere else', async () => {
  const served = servedRepository({ 'a.py': 'x\n' });
  const [http, other] = [await serveGit(served.root), await serveGit(served.root)];
  try {
    const access = accessFrom(`${http.origin}/repo.git`, HOST, secrets, []);
    assert.equal((await withRefs(access)).kind, 'ok');
    const basic = `Basic ${Buffer.from(`oauth2:${CANARY}`).toString('base64')}`;
    assert.ok(http.authorizations.length > 1);
    assert.deepEqual(new Set(http.authorizations), new Set([basic]));
    http.intercept = ({ url }) => ({ status: 301, location: `${other.origin}${url}` });
    const moved = await withRefs(access);
    assert.equal(moved.kind === 'failed' ? moved.code : moved.kind, 'git-no-repository');
    assert.deepEqual(other.authorizations, []);
    // The control: git follows by itself, and takes the header along.
    const following = { ...access, settings: [...access.settings, ['http.followRedirects', 'true'] as const] };
    await withRefs(following);
    assert.ok(other.authorizations.length > 0);
  } finally {
    await http.close();
    await other.close();
  }
});

test('what a host answers is told apart, and no answer holds the secret', async () => {
  const served = servedRepository({ 'a.py': 'x\n' });
  const http = await serveGit(served.root);
  const access = accessFrom(`${http.origin}/repo.git`, HOST, secrets, []);
  const wanted: Readonly<Record<number, string>> = {
    401: 'git-refused',
    403: 'git-refused',
    404: 'git-no-repository',
    429: 'paused',
    500: 'git-unreachable',
    503: 'git-unreachable',
  };
  for (const [status, code] of Object.entries(wanted)) {
    http.intercept = () => Number(status);
    const answer = await withRefs(access);
    assert.equal(answer.kind === 'failed' ? answer.code : answer.kind, code, `${status}: ${JSON.stringify(answer)}`);
    assert.ok(!JSON.stringify(answer).includes('canary'));
  }
  await http.close();
  const gone = await withRefs(access);
  assert.equal(gone.kind === 'failed' ? gone.code : gone.kind, 'git-unreachable');
});

test('a refusal where the variable of the token is not set says so', async () => {
  const served = servedRepository({ 'a.py': 'x\n' });
  const http = await serveGit(served.root);
  http.intercept = () => 401;
  try {
    const answer = await withRefs(accessFrom(`${http.origin}/repo.git`, HOST, () => null, []));
    assert.equal(answer.kind === 'failed' ? answer.code : answer.kind, 'token-missing');
    assert.match(answer.kind === 'failed' ? answer.message : '', new RegExp(`: ${HOST.token} is not set where this job ran\\. `));
  } finally {
    await http.close();
  }
});

test('a secret that a remote sends back is not passed on', () => {
  const access = accessFrom('https://git.example.org/a.git', HOST, secrets, []);
  const coded = Buffer.from(`oauth2:${CANARY}`).toString('base64');
  const said = `fatal: unable to access 'https://oauth2:${CANARY}@git.example.org/a': ${CANARY} ${encodeURIComponent(CANARY)} ${coded}\u001b[2J`;
  const { message } = { message: '', ...faultOf(access, said) };
  for (const secret of [CANARY, encodeURIComponent(CANARY), coded, '\u001b']) assert.ok(!message.includes(secret), message);
  assert.match(message, /unable to access 'https:\/\/git\.example\.org/);
});

test('the words of the remote are shown, and decide nothing', () => {
  const access = accessFrom('https://git.example.org/a.git', HOST, secrets, []);
  const said = 'remote: returned error: 429 stale info\n!\tx:y\t[remote rejected] (pre-receive hook declined)\n';
  const answer = faultOf(access, said);
  assert.equal(answer.kind === 'failed' ? answer.code : answer.kind, 'git-rejected');
  assert.match(answer.kind === 'failed' ? answer.message : '', /remote: returned error/);
  const refused = (commit: string, branch: string): string => {
    const line = `!\t${commit.repeat(40)}:refs/heads/${branch}\t[remote rejected] (protected\u001b branch)\nerror: failed to push some refs to 'x'\n`;
    const fault = faultOf(access, line);
    return fault.kind === 'failed' ? `${fault.code} ${fault.message}` : fault.kind;
  };
  assert.equal(refused('7', 'a'), 'git-rejected The remote rejects the change: protected\\x1b branch');
  assert.equal(refused('7', 'a'), refused('8', 'b'), 'one reason');
  const odd = faultOf(access, 'fatal: something that nobody has seen before');
  assert.equal(odd.kind === 'failed' ? odd.code : odd.kind, 'git-failed');
});

test('takes addresses that name a host, and no program, option or password', () => {
  const refused = [
    ...['ext::sh -c touch% x', '-u', '--upload-pack=x', 'http://git.example.org/a', 'https://u:p@git.example.org/a', 'git://x/a'],
    ...[
      'https://token@git.example.org/a',
      'ssh://-oProxyCommand=x/a',
      'ssh://-oX@host/a',
      'file://host/a',
      'x',
      'https:///',
      'fd::3',
    ],
    ...['https://git.example.org/a\n', '-x@host:a', 'git@host:-a', 'transport::https://x', 'ftp://x/a', '/srv/a.git'],
  ];
  for (const url of refused) {
    const isRefused = (error: unknown): boolean => error instanceof CodemodError && error.code === 'git-address-refused';
    assert.throws(() => accessFrom(url, { ...PLAIN_HOST, allowHttp: true }, () => null, []), isRefused, url);
  }
  assert.throws(() => accessFrom('http://127.0.0.1/a', { ...PLAIN_HOST, allowHttp: false }, () => null, []));
  const taken = [
    'https://git.example.org:8443/a.git',
    'ssh://git@host/a',
    'git@host:acme/a.git',
    'file:///srv/a.git',
    'http://[::1]:8/a',
  ];
  assert.deepEqual(
    taken.map((url) => accessFrom(url, PLAIN_HOST, () => null, []).protocol),
    ['https', 'ssh', 'ssh', 'file', 'http'],
  );
});

test('of the user’s settings, a call sees what it needs alone', () => {
  const user = [
    ['user.name', 'Me'],
    ['core.sshcommand', 'ssh -i key'],
    ['credential.helper', 'store'],
    ['credential.https://a.b.helper', 'x'],
    ['http.proxy', 'http://proxy'],
    ['http.https://a.b.sslcainfo', '/ca'],
    ['http.extraheader', 'X: y'],
    ['http.https://a.b/.extraheader', 'X: y'],
    ['alias.fetch', '!x'],
  ] as const;
  const keys = (access: GitAccess): readonly string[] => access.settings.map(([key]) => key);
  const url = 'https://git.example.org/a.git';
  const network = ['http.proxy', 'http.https://a.b.sslcainfo'];
  assert.deepEqual(keys(accessFrom(url, PLAIN_HOST, secrets, user)), [
    ...network,
    'credential.helper',
    'credential.https://a.b.helper',
  ]);
  assert.deepEqual(keys(accessFrom(url, HOST, secrets, user)), [...network, 'http.https://git.example.org/.extraHeader']);
  assert.deepEqual(keys(accessFrom(url, HOST, () => null, user)).includes('credential.helper'), true);
  assert.deepEqual(accessFrom('ssh://git@host/a', HOST, secrets, user).settings, [
    ['core.sshCommand', 'ssh -i key -o BatchMode=yes -o ConnectTimeout=30'],
  ]);
});
