import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { parseAddress } from './repository-address.js';
import { isPath } from './repository-key.js';

const test = suite('addresses of repositories');

const SECRET = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';

const OPTIONS = ['-u', '--upload-pack=touch /tmp/x', '-oProxyCommand=x', '--', '-', '--config=x', '-c', '--exec=x'];
const TRANSPORTS = [
  'ext::sh -c id',
  'ext::id',
  'fd::17',
  'EXT::id',
  'transport::https://github.com/a/b',
  'git+ext::x',
  'https::https://github.com/a/b',
  'a::b',
  'persistent-https::x',
];
const SCHEMES = [
  'git://github.com/acme/api',
  'ftp://example.org/a/b',
  'ftps://example.org/a/b',
  'rsync://example.org/a/b',
  'javascript:alert(1)',
  'javascript://github.com/a/b',
  'data:text/plain,x',
  'git+ssh://git@github.com/a/b',
  'ssh+git://git@github.com/a/b',
  'http://github.com/acme/api',
  'http://127.0.0.1.example.org/a/b',
  'http://localhost.evil.org/a/b',
  'http://[::2]/a/b',
  'about:blank',
  '//github.com/acme/api',
  'https:github.com/acme/api',
  'https:/github.com/acme/api',
  'https//github.com/acme/api',
  'github.com/acme/api',
  'acme/api',
  'C:\\repos\\api',
  'C:/repos/api',
  '\\\\server\\share\\api',
];
const USERS = [
  `https://${SECRET}@github.com/acme/api`,
  `https://user:${SECRET}@github.com/acme/api`,
  `https://:${SECRET}@github.com/acme/api`,
  `https://user%3A${SECRET}@github.com/acme/api`,
  `https://x-access-token:${SECRET}@github.com/acme/api`,
  `https://oauth2:glpat-${SECRET}@gitlab.com/acme/api`,
  `https://glpat-abcdefgh12345@gitlab.com/acme/api`,
  `ssh://git:${SECRET}@github.com/acme/api`,
  `git:${SECRET}@github.com:acme/api`,
  `https://a@${SECRET}@github.com/acme/api`,
  `https://@github.com/acme/api`,
  'ssh://-oProxyCommand=id@github.com/a/b',
  '-oProxyCommand=id@github.com:a/b',
  'ssh://$(id)@github.com/a/b',
  '`id`@github.com:a/b',
];
const HOSTS = [
  'https:///acme/api',
  'https://-evil.org/a/b',
  'ssh://-oProxyCommand=id/a/b',
  'ssh://git@-oProxyCommand=id/a/b',
  'git@-oProxyCommand=id:a/b',
  'https://evil-.org/a/b',
  'https://a..b/c/d',
  'https://.org/c/d',
  'https://ex_ample.org/a/b',
  'https://exa$mple.org/a/b',
  'https://example.org:0/a/b',
  'https://example.org:99999/a/b',
  'https://example.org:port/a/b',
  'https://example.org:-1/a/b',
  'https://[zz]/a/b',
  'https://[::1/a/b',
  'https://gith%75b.com/acme/api',
  'https://github.com\\@evil.org/a/b',
  'https://github.com%2f@evil.org/a/b',
  'https://gіthub.com/acme/api',
  'https://пример.рф/a/b',
  'git@:a/b',
  '@github.com:a/b',
  `https://${'a'.repeat(300)}.org/a/b`,
];
const PATHS = [
  'https://github.com',
  'https://github.com/',
  'https://github.com/acme',
  'https://github.com/acme/api/tree/main',
  'https://github.com/acme/api/pull/3',
  'https://github.com/acme/..',
  'https://github.com/../etc/passwd',
  'https://example.org/a/%2e%2e/b',
  'https://example.org/a/./b',
  'https://example.org/a/%2Fetc',
  'https://example.org/a/%00',
  'https://example.org/a/%0a',
  'https://example.org/a/%1b[31m',
  'https://example.org/a/%e2%80%ae',
  'https://example.org/a/%ff',
  'https://example.org/a/%zz',
  'https://example.org/a/b?x=1',
  'https://example.org/a/b#x',
  'https://example.org/a/-b',
  'https://example.org/-/b',
  'https://gitlab.com/acme/api/-/tree/main',
  'https://example.org/a/$(id)',
  'https://example.org/a/`id`',
  'https://example.org/a/b;id',
  'https://example.org/a/b|id',
  "https://example.org/a/b'c",
  'https://example.org/a/b"c',
  'https://example.org/a/b\\c',
  'https://example.org/a/<b>',
  'https://example.org/.git',
  'git@example.org:',
  'git@example.org:/',
  'git@example.org:../x',
  'git@example.org:-x',
  'git@example.org:2222/a/b',
  'git@example.org:a/$(id)',
  'ssh://git@example.org/..',
  'ssh://git@example.org/-x',
];
const CHARACTERS = [
  '',
  ' ',
  ' https://github.com/a/b',
  'https://github.com/a/b ',
  'https://github.com/a b',
  'https://github.com/a/b\n',
  'https://github.com/a/b\r\nX: y',
  'https://github.com/a/b\0',
  'https://github.com/a/b\u001b[0m',
  'https://github.com/a/b\u202e',
  'https://github.com/a/b\u200b',
  'https://github.com/a/b\t',
  `https://github.com/a/${'b'.repeat(2000)}`,
];
const FILES = [
  'file://',
  'file:///',
  'file://server/share/api',
  'file:///srv/../etc',
  'file:///srv/%2e%2e/etc',
  'file:///srv/%00',
  'file:///srv/api?x',
  'file:///srv/api#x',
  'file:///srv/%ff',
];

const REFUSED = [OPTIONS, TRANSPORTS, SCHEMES, USERS, HOSTS, PATHS, CHARACTERS, FILES].flat();

test('what could be an option, a program, a secret or a page is refused', () => {
  assert.ok(REFUSED.length > 120, String(REFUSED.length));
  const taken = REFUSED.filter((text) => isPath(text) || parseAddress(text).kind !== 'refused').filter(
    // A path of this machine is never given to git as it is: its real path is, as a file:// address.
    (text) => !(isPath(text) && text.startsWith('/')),
  );
  assert.deepEqual(taken, []);
});

test('no refusal repeats what could be a secret', () => {
  for (const text of USERS) {
    const answer = parseAddress(text);
    assert.ok(answer.kind === 'refused');
    assert.equal(answer.why.includes(SECRET) || answer.why.includes('glpat-'), false, text);
  }
  const answer = parseAddress(`https://user:${SECRET}@github.com/acme/api`);
  assert.match(answer.kind === 'refused' ? answer.why : '', /A token belongs in an environment variable/);
});

const TAKEN: readonly (readonly [text: string, url: string, host: string, path: string])[] = [
  ['https://github.com/acme/api', 'https://github.com/acme/api', 'github.com', 'acme/api'],
  ['https://user@bitbucket.org/acme/api.git', 'https://bitbucket.org/acme/api.git', 'bitbucket.org', 'acme/api'],
  ['HTTPS://GitHub.com:443/acme/api.git/', 'https://github.com/acme/api.git', 'github.com', 'acme/api'],
  ['git@github.com:acme/api.git', 'git@github.com:acme/api.git', 'github.com', 'acme/api'],
  ['ssh://git@github.com/acme/api.git', 'ssh://git@github.com/acme/api.git', 'github.com', 'acme/api'],
  ['ssh://git@ssh.github.com:443/acme/api', 'ssh://git@ssh.github.com:443/acme/api', 'github.com', 'acme/api'],
  ['https://gitlab.com/a/b/c/d.git', 'https://gitlab.com/a/b/c/d.git', 'gitlab.com', 'a/b/c/d'],
  [
    'https://dev.example.org:8443/a/My%20Project',
    'https://dev.example.org:8443/a/My%20Project',
    'dev.example.org:8443',
    'a/My%20Project',
  ],
  ['https://www.github.com/acme/api', 'https://github.com/acme/api', 'github.com', 'acme/api'],
  ['https://www.github.com:8443/acme/api', 'https://www.github.com:8443/acme/api', 'www.github.com:8443', 'acme/api'],
  ['https://github.com:8443/acme/api', 'https://github.com:8443/acme/api', 'github.com:8443', 'acme/api'],
  ['http://127.0.0.1:3000/a/b.git', 'http://127.0.0.1:3000/a/b.git', '127.0.0.1:3000', 'a/b'],
  ['http://[::1]:3000/a/b.git', 'http://[::1]:3000/a/b.git', '[::1]:3000', 'a/b'],
  ['ssh://git.example.org:2222/~me/api', 'ssh://git.example.org:2222/~me/api', 'git.example.org', '~me/api'],
];

test('by https it is the host whose token may be sent that is reached, port and all', () => {
  for (const [text] of TAKEN) {
    const answer = parseAddress(text);
    if (answer.kind === 'remote' && answer.protocol !== 'ssh') assert.equal(new URL(answer.url).host, answer.host);
  }
});

test('what git may be given is taken apart', () => {
  for (const [text, url, host, path] of TAKEN) {
    const answer = parseAddress(text);
    assert.ok(answer.kind === 'remote', `${text}: ${answer.kind === 'refused' ? answer.why : answer.kind}`);
    assert.deepEqual([answer.url, answer.host, answer.path], [url, host, path]);
  }
  assert.deepEqual(parseAddress('file:///srv/my%20api.git'), { kind: 'local', path: '/srv/my api.git' });
});
