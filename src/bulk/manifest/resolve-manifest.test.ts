import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodemodError } from '../../core/errors.js';
import { plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import type { ForgeAnswer, RemoteRepository, RepositoryQuery } from '../forges/forge.js';
import type { HostSettings } from '../hosts/host-settings.js';
import { placesIn } from './manifest-places.js';
import { readManifest } from './read-manifest.js';
import { type ResolvedManifest, resolveManifest } from './resolve-manifest.js';

const test = suite('the repositories of a manifest');

function remote(name: string, facts: Partial<RemoteRepository> = {}): RemoteRepository {
  const plain = { defaultBranch: 'main', archived: false, fork: false, empty: false, topics: [] };
  return { ...plain, path: name, cloneUrl: `https://github.com/${name}.git`, ...facts };
}

const PAGES: readonly ForgeAnswer<readonly RemoteRepository[]>[] = [
  { kind: 'ok', value: [remote('acme/api'), remote('acme/old-shop'), remote('acme/forked', { fork: true })] },
  { kind: 'paused', until: 5, reason: 'the rate limit' },
  { kind: 'ok', value: [remote('acme/attic', { archived: true }), remote('acme/nothing', { empty: true }), remote('acme/web')] },
];

interface Asked {
  readonly host: HostSettings;
  readonly query: RepositoryQuery;
}

async function resolved(
  text: string,
  { currentFolder = '/', pages = PAGES }: { currentFolder?: string; pages?: typeof PAGES } = {},
): Promise<ResolvedManifest & { readonly asked: readonly Asked[]; readonly waited: readonly number[] }> {
  const asked: Asked[] = [];
  const waited: number[] = [];
  const lister = (host: HostSettings) =>
    async function* (query: RepositoryQuery) {
      asked.push({ host, query });
      yield* pages;
    };
  const wait = async (until: number): Promise<void> => void waited.push(until);
  const placeOf = placesIn('repos.yaml', text);
  return {
    ...(await resolveManifest(readManifest('repos.yaml', text), { lister, currentFolder, wait, placeOf })),
    asked,
    waited,
  };
}

const keysOf = ({ targets }: ResolvedManifest): readonly string[] => targets.map(({ repo }) => repo);
const messagesOf = ({ notes }: ResolvedManifest): readonly string[] => notes.map(({ message }) => message);

test('a repository that is named twice is one, and groups add up', async () => {
  const answer = await resolved(`repositories:
  - { url: "git@github.com:Acme/API.git", base: develop, groups: [a], params: { x: "1" }, files: { exclude: [old/] } }
  - { url: "https://github.com/acme/api", groups: [b, a] }
  - { url: "https://github.com/acme/web" }
`);
  assert.deepEqual(keysOf(answer), ['github.com/acme/api', 'github.com/acme/web']);
  const [api] = answer.targets;
  assert.deepEqual(api, {
    ...{ repo: 'github.com/acme/api', url: 'git@github.com:Acme/API.git', host: 'github.com', base: 'develop', wave: 1 },
    ...{ groups: ['a', 'b'], params: { x: '1' }, include: [], exclude: ['old/'] },
  });
  assert.deepEqual(messagesOf(answer), [
    'github.com/acme/api is named again, as https://github.com/acme/api: what is said of it alone counts, and adds it to b.',
  ]);
});

test('what an entry says that names one repository alone counts over a glob or a listing, wherever it stands', async () => {
  const all =
    '  - { github: acme, base: develop, wave: 3, params: { x: "1", y: "1" }, files: { exclude: [old/] }, groups: [all] }\n';
  const one =
    '  - { url: "https://github.com/acme/api", wave: 7, params: { x: "2" }, files: { include: [src/] }, groups: [own] }\n';
  for (const list of [all + one, one + all]) {
    const { targets } = await resolved(`repositories:\n${list}`);
    const [api, web] = ['github.com/acme/api', 'github.com/acme/web'].map((key) => targets.find(({ repo }) => repo === key));
    const { groups = [], ...rest } = api ?? {};
    assert.deepEqual(new Set(groups), new Set(['all', 'own']));
    assert.deepEqual(rest, {
      ...{ repo: 'github.com/acme/api', url: 'https://github.com/acme/api', host: 'github.com', base: 'develop', wave: 7 },
      ...{ params: { x: '2', y: '1' }, include: ['src/'], exclude: ['old/'] },
    });
    assert.deepEqual([web?.wave, web?.params, web?.include], [3, { x: '1', y: '1' }, []], 'the control: the others stay');
  }
});

test('of two listings the first counts', async () => {
  const list = '  - { github: acme, wave: 3 }\n  - { github: acme, wave: 4 }\n';
  const answer = await resolved(`repositories:\n${list}`);
  assert.deepEqual([...new Set(answer.targets.map(({ wave }) => wave))], [3]);
  assert.ok(messagesOf(answer).includes('github.com/acme/api is named again: the first mention counts.'));
});

test('two entries that name one repository alone may not contradict each other', async () => {
  const first = '{ url: "https://github.com/acme/api", wave: 2, params: { x: "1" } }';
  const text = (second: string): string => `repositories:\n  - ${first}\n  - { url: "git@github.com:acme/API.git", ${second} }\n`;
  for (const [second, message] of [
    ['wave: 3', /^repos\.yaml:3:5: github\.com\/acme\/api has wave 3 here, and 2 at repos\.yaml:2:5\. Say it once\.$/],
    ['params: { x: "2" }', /has params\.x "2" here, and "1" at/],
  ] as const)
    await assert.rejects(resolved(text(second)), { code: 'manifest-invalid', message });
  const { targets } = await resolved(text('wave: 2, base: develop, params: { y: "1" }'));
  assert.deepEqual(
    targets.map(({ wave, base, params }) => [wave, base, params]),
    [[2, 'develop', { x: '1', y: '1' }]],
    'control',
  );
});

test('a parameter may be a list of texts', async () => {
  const { targets } = await resolved(
    'repositories:\n  - { url: "https://github.com/acme/api", params: { m: [os, "a,b"], t: x } }\n',
  );
  assert.deepEqual(targets[0]?.params, { m: '["os","a,b"]', t: 'x' });
});

test('an organisation is asked for what the entry says; forks, archived, empty and unnamed ones are left out and told', async () => {
  const answer = await resolved(
    'repositories:\n  - { github: acme, topic: python, file: setup.py, exclude: ["old-*"], groups: [py] }\n',
  );
  assert.deepEqual(keysOf(answer), ['github.com/acme/api', 'github.com/acme/web']);
  assert.deepEqual(answer.asked[0]?.query, { owner: 'acme', topic: 'python', file: 'setup.py' });
  assert.equal(answer.asked[0]?.host.api, 'https://api.github.com');
  assert.deepEqual(answer.waited, [5]);
  assert.deepEqual(messagesOf(answer), [
    'repos.yaml:2:5: 1 repository of acme left out: excluded.',
    'repos.yaml:2:5: 1 repository of acme left out: a fork.',
    'repos.yaml:2:5: 1 repository of acme left out: archived.',
    'repos.yaml:2:5: 1 repository of acme left out: empty.',
  ]);
  const all = await resolved('repositories:\n  - { github: acme, forks: true, archived: true, include: ["acme/[a-f]*"] }\n');
  assert.deepEqual(keysOf(all), ['github.com/acme/api', 'github.com/acme/forked', 'github.com/acme/attic']);
});

test("a host of one's own is asked as its entry and the hosts say, and gets no token of another one", async () => {
  const pages = [{ kind: 'ok' as const, value: [remote('acme/api', { cloneUrl: 'https://git.example.org/Acme/api.git' })] }];
  const answer = await resolved('repositories:\n  - { gitea: acme, host: git.example.org }\n', { pages });
  assert.deepEqual(keysOf(answer), ['git.example.org/acme/api']);
  const { host } = answer.asked[0] ?? assert.fail();
  assert.deepEqual([host.forge, host.api, host.token], ['gitea', 'https://git.example.org/api/v1', null]);
  await assert.rejects(resolved('repositories:\n  - { gitlab: acme, host: github.com }\n'), /github\.com is a github host/);
});

test('what a host answers with a fault, or with an address that git is not given, stops it', async () => {
  const failed = [{ kind: 'failed' as const, code: 'forge-refused' as const, message: 'No.' }];
  await assert.rejects(resolved('repositories:\n  - github: acme\n', { pages: failed }), /repos\.yaml:2:5: No\./);
  const evil = [{ kind: 'ok' as const, value: [remote('acme/x', { cloneUrl: 'ext::sh -c id' })] }];
  await assert.rejects(
    resolved('repositories:\n  - github: acme\n', { pages: evil }),
    (thrown) => thrown instanceof CodemodError && thrown.code === 'url-refused',
  );
});

test('exclusions are told, also those that match nothing; none left is an error', async () => {
  const list = 'repositories:\n  - github: acme\n';
  const answer = await resolved(`${list}exclude: ["github.com/acme/old-*", "acme/WEB", "gitlab.com/acme/x"]\n`);
  assert.deepEqual(keysOf(answer), ['github.com/acme/api']);
  assert.ok(messagesOf(answer).includes('github.com/acme/old-shop is excluded by github.com/acme/old-*.'));
  assert.ok(messagesOf(answer).includes('github.com/acme/web is excluded by acme/WEB.'));
  assert.ok(messagesOf(answer).includes('exclude: gitlab.com/acme/x matches no repository.'));
  await assert.rejects(resolved(`${list}exclude: ["acme/*"]\n`), /names no repository/);
});

test('groups by globs, and waves by sizes around those that have one', async () => {
  const entries = Array.from(
    { length: 7 },
    (_, index) => `  - { url: "https://github.com/acme/r${index}"${index === 1 ? ', wave: 9' : ''} }\n`,
  );
  const answer = await resolved(
    `repositories:\n${entries.join('')}waves: { sizes: [1, 3] }\ngroups: { odd: ["acme/r[135]"], none: [x/y] }\n`,
  );
  assert.deepEqual(
    answer.targets.map(({ wave }) => wave),
    [1, 9, 2, 2, 2, 3, 3],
  );
  assert.deepEqual(
    answer.targets.map(({ groups }) => groups.join()),
    ['', 'odd', '', 'odd', '', 'odd', ''],
  );
  assert.deepEqual(messagesOf(answer), ['The group none matches no repository.']);
});

test('folders of this machine: paths, globs, hidden ones, links, and what is no repository', async () => {
  const folder = tempFolder();
  for (const name of ['s/b', 's/a', 's/.hidden', 's/deep/c']) {
    mkdirSync(path.join(folder, name), { recursive: true });
    plainGit(path.join(folder, name), 'init', '-q');
  }
  plainGit(folder, 'init', '-q', '--bare', 's/bare.git');
  mkdirSync(path.join(folder, 's/plain'));
  symlinkSync(path.join(folder, 's/a'), path.join(folder, 's/link'));
  const at = (name: string): string => `file:${folder}/s/${name}`;
  const one = await resolved('repositories:\n  - glob: s/*\n  - path: s/b\n', { currentFolder: folder });
  assert.deepEqual(keysOf(one), [at('a'), at('b'), at('bare.git')]);
  assert.equal(one.targets[0]?.url, pathToFileURL(`${folder}/s/a`).href);
  const deep = await resolved('repositories:\n  - glob: ./**\n', { currentFolder: folder });
  assert.deepEqual(keysOf(deep), [at('a'), at('b'), at('bare.git'), at('deep/c')]);
  const hidden = await resolved('repositories:\n  - glob: s/.h*\n  - glob: nowhere/*\n', { currentFolder: folder });
  assert.deepEqual(keysOf(hidden), [at('.hidden')]);
  assert.deepEqual(messagesOf(hidden), ['repos.yaml:3:5: nowhere/* matches no folder that is a repository.']);
  await assert.rejects(
    resolved('repositories:\n  - path: s/plain\n', { currentFolder: folder }),
    /repos\.yaml:2:5: .*no repository/,
  );
});

test('folders that are not there are told with their lines, all at once, and no host is asked', async () => {
  const text = 'repositories:\n  - path: ./gone\n  - github: acme\n  - path: ./gone-too\n';
  const wanted = [
    'repos.yaml:2:5: "./gone" cannot be used: there is no such folder.',
    'repos.yaml:4:5: "./gone-too" cannot be used: there is no such folder.',
  ];
  const pages: typeof PAGES = [{ kind: 'failed', code: 'forge-refused', message: 'It was asked.' }];
  await assert.rejects(resolved(text, { currentFolder: tempFolder(), pages }), {
    code: 'url-refused',
    message: wanted.join('\n'),
  });
  await assert.rejects(resolved('repositories:\n  - github: acme\n', { pages }), /It was asked/, 'the control');
});

test('ten thousand repositories take no long time', async () => {
  const value = Array.from({ length: 10_000 }, (_, index) => remote(`acme/r${index}`));
  const started = process.hrtime.bigint();
  const answer = await resolved('repositories:\n  - github: acme\n  - github: acme\n', { pages: [{ kind: 'ok', value }] });
  assert.equal(answer.targets.length, 10_000);
  assert.ok(Number(process.hrtime.bigint() - started) / 1e9 < 20);
});
