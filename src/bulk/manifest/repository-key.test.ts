import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodemodError } from '../../core/errors.js';
import { gitRepository } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { settingsOf } from '../hosts/known-hosts.js';
import { nameRepository, repositoryKey } from './repository-key.js';

const test = suite('keys of repositories');

const CONTEXT = { hosts: [], currentFolder: '/' };
const keyOf = (text: string): string => repositoryKey(text, CONTEXT);

const SPELLINGS = [
  'https://github.com/acme/api',
  'https://github.com/acme/api.git',
  'https://github.com/acme/api/',
  'https://github.com/acme/api.git/',
  'https://github.com//acme//api',
  'https://GitHub.com/Acme/API',
  'HTTPS://github.com:443/acme/api',
  'https://me@github.com/acme/api',
  'https://www.github.com/acme/api',
  'https://github.com./acme/api',
  'https://github.com/acme/%61pi',
  'https://github.com/acme/ap%69.git',
  'ssh://git@github.com/acme/api.git',
  'ssh://git@github.com:22/acme/api.git',
  'ssh://github.com/acme/api',
  'ssh://git@ssh.github.com:443/acme/api.git',
  'git@github.com:acme/api.git',
  'git@github.com:acme/api',
  'git@github.com:/acme/api.git',
  'git@GITHUB.com:Acme/Api.GIT',
];

test('all spellings of one repository have one key', () => {
  for (const text of SPELLINGS) assert.equal(keyOf(text), 'github.com/acme/api', text);
});

test('other repositories have other keys', () => {
  const others = [
    'https://github.com/acme/api2',
    'https://github.com/acme/api.git2',
    'https://gitlab.com/acme/api',
    'https://git.example.org/acme/api',
    'https://git.example.org:8443/acme/api',
    'https://git.example.org/Acme/Api',
    'https://gitlab.com/acme/sub/api',
  ].map(keyOf);
  assert.equal(new Set([...others, 'github.com/acme/api']).size, others.length + 1);
});

test('a host that the manifest calls a forge does not tell upper and lower case apart, and may have other names', () => {
  const hosts = [{ ...settingsOf('git.example.org', []), forge: 'gitlab' as const }];
  const aliases = new Map([['git.example.org:8443', 'git.example.org']]);
  const context = { hosts, aliases, currentFolder: '/' };
  const texts = [
    'https://git.example.org/Acme/Api',
    'https://git.example.org:8443/acme/api',
    'ssh://git@git.example.org:2222/acme/API.git',
  ];
  assert.deepEqual([...new Set(texts.map((text) => repositoryKey(text, context)))], ['git.example.org/acme/api']);
});

test('a known token follows no other name that a manifest gives to its host', () => {
  const aliases = new Map([['evil.example.org', 'github.com']]);
  const context = { hosts: [], aliases, currentFolder: '/' };
  assert.throws(
    () => repositoryKey('https://evil.example.org/acme/api', context),
    /another name of github\.com in the manifest, whose token goes to github\.com alone/,
  );
  assert.equal(repositoryKey('ssh://git@evil.example.org/acme/api', context), 'github.com/acme/api', 'no token goes over ssh');
  assert.equal(repositoryKey('https://github.com/acme/api', context), 'github.com/acme/api', 'the control');
});

test('paths of this machine are one by their real path, whether bare or not', () => {
  const folder = gitRepository({ 'a.txt': 'a' });
  const link = path.join(tempFolder(), 'link');
  symlinkSync(folder, link);
  const texts = [
    folder,
    `${folder}/`,
    `${folder}/.git`,
    `${folder}/./`,
    link,
    pathToFileURL(folder).href,
    pathToFileURL(link).href,
  ];
  assert.deepEqual([...new Set(texts.map(keyOf))], [`file:${folder}`]);
  const relative = repositoryKey(`./${path.basename(folder)}`, { hosts: [], currentFolder: path.dirname(folder) });
  assert.equal(relative, `file:${folder}`);
  const bare = gitRepository({}, '--bare');
  assert.equal(nameRepository(bare, CONTEXT).url, pathToFileURL(bare).href);
  assert.equal(nameRepository(bare, CONTEXT).host, 'local');
});

test('a folder without a repository, and http without leave, are refused', () => {
  const empty = path.join(tempFolder(), 'empty');
  mkdirSync(empty);
  for (const text of [empty, '/nowhere/at/all', 'http://127.0.0.1:3000/a/b'])
    assert.throws(
      () => keyOf(text),
      (thrown) => thrown instanceof CodemodError && thrown.code === 'url-refused',
      text,
    );
  const hosts = [{ ...settingsOf('127.0.0.1:3000', []), allowHttp: true }];
  assert.equal(repositoryKey('http://127.0.0.1:3000/a/b.git', { hosts, currentFolder: '/' }), '127.0.0.1:3000/a/b');
});

test('a refusal shows no user, no password and no query', () => {
  const texts = [
    'https://user:hunter2hunter2@github.com/acme/api',
    'https://user:a/hunter2@github.com/acme/api',
    'git:hunter2@github.com:acme/api',
  ];
  for (const text of [...texts, 'https://github.com/acme/api?access_token=hunter2']) {
    try {
      keyOf(text);
      assert.fail();
    } catch (thrown) {
      assert.ok(thrown instanceof CodemodError);
      assert.equal(thrown.message.includes('hunter2'), false, thrown.message);
      assert.match(thrown.message, /github\.com.acme\/api/);
    }
  }
});
