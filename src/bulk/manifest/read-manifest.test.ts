import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { CodemodError } from '../../core/errors.js';
import { readYamlData } from '../../languages/yaml-data.js';
import { suite } from '../../testing/suite.js';
import { campaignSettings } from './campaign-settings.js';
import { manifestTemplate } from './manifest-template.js';
import { readManifest } from './read-manifest.js';

const test = suite('repos.yaml');

function faultOf(text: string, label = 'repos.yaml'): string {
  try {
    campaignSettings(readManifest(label, text), 'pool');
    return '';
  } catch (thrown) {
    assert.ok(thrown instanceof CodemodError && thrown.code === 'manifest-invalid', String(thrown));
    return thrown.message.replace(`${label}:`, '');
  }
}

const SECRET = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
const LIST = 'repositories:\n  - url: https://github.com/acme/api\n';

const FAULTS: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  ['nothing', '', /^1:1: repositories: this key is missing/],
  ['no repositories', 'repositories: []\n', /^1:1: repositories: It must name a repository/],
  ['a misspelt key', `${LIST}exclud: [a]\n`, /^3:1: exclud: there is no such key/],
  ['a misspelt key of an entry', `${LIST}    bas: main\n`, /^3:5: repositories\.0\.bas: there is no such key/],
  ['an entry that is two', `${LIST}    path: .\n`, /^2:5: repositories\.0: It must have exactly one of url, path/],
  ['an entry that is none', 'repositories:\n  - base: main\n', /^2:5: repositories\.0: It must have exactly one of/],
  ['an entry that is a text', 'repositories:\n  - https://github.com/acme/api\n', /^2:5: repositories\.0/],
  ['a topic of one repository', `${LIST}    topic: x\n`, /"topic" is for github, gitlab, gitea alone/],
  ['an exclude of one repository', `${LIST}    exclude: [x]\n`, /files of the repository stand below "files"/],
  ['gitea without a host', 'repositories:\n  - gitea: acme\n', /^2:5: repositories\.0: It must have a "host"/],
  [
    'an owner that is an address',
    'repositories:\n  - github: https://github.com/acme\n',
    /^2:5: repositories\.0\.github: It cannot be used/,
  ],
  ['a transport', 'repositories:\n  - url: "ext::sh -c id"\n', /^2:5: repositories\.0\.url: .*space/],
  ['an option', 'repositories:\n  - url: --upload-pack=id\n', /^2:5: repositories\.0\.url: .*begins with "-"/],
  [
    'a token in an address',
    `repositories:\n  - url: https://u:${SECRET}@github.com/a/b\n`,
    /^2:5: .*A token belongs in an environment variable/,
  ],
  [
    'a token for a name',
    `${LIST}hosts: { github.com: { token: ${SECRET} } }\n`,
    /^3:\d+: .*it looks like a token: take it out of this file/,
  ],
  [
    "a known host's token for another",
    `${LIST}hosts:\n  "localhost:8443":\n    { forge: github, token: GITHUB_TOKEN }\n`,
    /^5:22: hosts\.localhost:8443\.token: .*GITHUB_TOKEN is sent to github\.com alone; .*such as LOCALHOST_TOKEN/,
  ],
  ['GH_TOKEN for another', `${LIST}hosts: { a.org: { token: GH_TOKEN } }\n`, /GH_TOKEN is sent to github\.com alone/],
  ['GITLAB_TOKEN for another', `${LIST}hosts: { a.org: { token: GITLAB_TOKEN } }\n`, /gitlab\.com alone; .*A_ORG_TOKEN/],
  ['GITEA_TOKEN for another', `${LIST}hosts: { a.org: { token: GITEA_TOKEN } }\n`, /codeberg\.org alone/],
  [
    "a known host's token for another API of that name",
    `${LIST}hosts: { github.com: { api: "https://evil.org/api", token: GITHUB_TOKEN } }\n`,
    /^3:\d+: hosts\.github\.com\.token: .*an API that is not its own/,
  ],
  ['a variable that holds no secret', `${LIST}hosts: { a.org: { token: HOME } }\n`, /^3:\d+: .*it has to end in TOKEN, PAT,/],
  ['a variable that only sounds like one', `${LIST}hosts: { a.org: { token: MONKEY } }\n`, /it has to end in TOKEN, PAT,/],
  [
    'a home folder',
    'repositories:\n  - path: ~/foo\n',
    /^2:5: repositories\.0\.path: .*~ is not expanded: write the whole path\.$/,
  ],
  ['a home folder as an address', 'repositories:\n  - url: ~/foo\n', /^2:5: .*~ is not expanded/],
  ['the home folder of somebody', 'repositories:\n  - glob: ~ann/*\n', /^2:5: .*~ is not expanded/],
  ['a bad base', `${LIST}    base: a..b\n`, /^3:5: repositories\.0\.base: .*"\.\."/],
  ['a base that is an option', `${LIST}    base: -f\n`, /^3:5: .*begins with "-"/],
  [
    'a placeholder that is none',
    `${LIST}publish:\n  title: "x {{flies}}"\n`,
    /^4:3: publish\.title: It has the placeholder \{\{flies\}\}, which is not known\. .*files/,
  ],
  [
    'a list in a title',
    `${LIST}publish: { title: "{{reasons}}" }\n`,
    /^3:12: publish\.title: It has the placeholder \{\{reasons/,
  ],
  ['a placeholder that is no body', `${LIST}publish: { body: "{{}}" }\n`, /^3:12: publish\.body: .*There are \{\{codemod/],
  ['a bad branch', `${LIST}publish: { branch: "Code Mod" }\n`, /^3:12: publish\.branch/],
  ['wave 0', `${LIST}    wave: 0\n`, /^3:5: repositories\.0\.wave: It must be at least 1/],
  ['a number for a parameter', `${LIST}    params: { a: 1 }\n`, /a list of texts: put numbers, true and false in quotes/],
  ['a share of 20', `${LIST}waves: { stopAt: 20 }\n`, /waves\.stopAt: It must be 0 to 1/],
  ['hours that are none', `${LIST}hosts: { a.org: { pace: { hours: "8-18" } } }\n`, /it is not like 08:00-18:00/],
  ['no days', `${LIST}hosts: { a.org: { pace: { days: [] } } }\n`, /It must have a day/],
  ['a day that is none', `${LIST}hosts: { a.org: { pace: { days: [monday] } } }\n`, /It must be one of mon, tue/],
  ['a forge that is none', `${LIST}hosts: { a.org: { forge: gerrit } }\n`, /It must be one of github, gitlab, gitea/],
  ['a host in upper case', `${LIST}hosts: { A.org: {} }\n`, /it is not a host in lower case/],
  ['an API over http', `${LIST}hosts: { a.org: { api: "http://a.org/api" } }\n`, /loopback hosts alone/],
  ['http for a host that is not here', `${LIST}hosts: { a.org: { allowHttp: true } }\n`, /allowHttp is for loopback hosts alone/],
  [
    'a loopback API without leave',
    `${LIST}hosts: { "127.0.0.1:80": { api: "http://127.0.0.1/api" } }\n`,
    /needs allowHttp: true/,
  ],
  ['an API with a slash', `${LIST}hosts: { a.org: { api: "https://a.org/api/" } }\n`, /it ends with "\/"/],
  ['an identity that breaks a commit', `${LIST}identity: { name: "A <b>", email: x }\n`, /it holds < or >/],
  ['a line break in an identity', `${LIST}identity: { name: "A\\nauthor x", email: x }\n`, /control character/],
  ['no YAML', 'a: [\n', /^2:1: /],
  ['deep nesting', '['.repeat(20_000), /deeper/],
];

for (const [what, text, message] of FAULTS)
  test(`refuses ${what} with its place`, () => {
    const fault = faultOf(text);
    assert.match(fault, message);
    assert.equal(fault.includes(SECRET.slice(8)), false, fault);
  });

/** The value with one of its parts, at any depth, replaced; each in turn. */
function replacements(value: unknown, by: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [by];
  const inner = Object.entries(value).flatMap(([key, member]) =>
    replacements(member, by).map((changed) =>
      Array.isArray(value) ? value.map((one, index) => (String(index) === key ? changed : one)) : { ...value, [key]: changed },
    ),
  );
  return [by, ...inner];
}

test('a token that stands where it has no place is in no message, wherever that is', () => {
  const read = readYamlData(manifestTemplate().replace(/^(\s*)#(?! |$)/gm, '$1'));
  assert.ok(read.kind === 'data');
  const token = `${SECRET} x`;
  const faults = [token, [token], { a: token }].flatMap((by) =>
    replacements(read.data, by).map((data) => faultOf(JSON.stringify(data))),
  );
  assert.ok(faults.filter((fault) => fault !== '').length > 80, String(faults.length));
  assert.deepEqual(
    faults.filter((fault) => fault.includes(SECRET.slice(8))),
    [],
  );
  assert.deepEqual(
    faults.filter((fault) => /Invalid (type|key|length)/.test(fault)),
    [],
  );
});

test('a plain list is read, with comments, paths and CRLF', () => {
  const text =
    '\ufeff# ours\r\nhttps://github.com/acme/api  # the API\r\n\r\n  git@github.com:acme/web.git\r\n/srv/api.git\r\n../b\n';
  assert.deepEqual(
    readManifest('repos.txt', text).repositories.map(({ url }) => url),
    ['https://github.com/acme/api', 'git@github.com:acme/web.git', '/srv/api.git', '../b'],
  );
  assert.match(faultOf('https://github.com/a/b\n  ext::id\n', 'repos.txt'), /^2:3: It cannot be used/);
  assert.match(faultOf('# nothing\n', 'repos.txt'), /^1:1: It names no repository/);
});

test('a long manifest is read', () => {
  const lines = Array.from(
    { length: 5000 },
    (_, index) => `  - url: https://github.com/acme/repository-number-${index}-of-many\n    groups: [a]\n`,
  );
  assert.equal(readManifest('repos.yaml', `repositories:\n${lines.join('')}`).repositories.length, 5000);
});

test('what is left out has sensible defaults', () => {
  const { publish, waves, limits, hosts } = campaignSettings(readManifest('repos.yaml', LIST), 'pool');
  assert.equal(publish.branch, 'codemod/pool');
  assert.deepEqual([publish.onHumanCommit, publish.onClosed, publish.shard, publish.draft], ['stop', 'respect', 'none', false]);
  assert.deepEqual([waves.sizes, hosts], [[], []]);
  assert.equal(limits.deadline, 600_000);
});

test('a host is filled in by its kind, and no known token follows it elsewhere', () => {
  const hosts = (text: string) => campaignSettings(readManifest('repos.yaml', `${LIST}hosts:\n${text}`), 'x').hosts[0];
  const own = hosts('  git.example.org: { forge: gitlab }\n');
  assert.deepEqual([own?.api, own?.token, own?.user], ['https://git.example.org/api/v4', null, 'oauth2']);
  const paced = hosts('  github.com: { pace: { perMinute: 5 } }\n');
  assert.deepEqual([paced?.pace.perMinute, paced?.pace.perHour, paced?.token], [5, 400, 'GITHUB_TOKEN']);
  assert.equal(hosts('  github.com: { api: "https://evil.org/api" }\n')?.token, null);
  assert.equal(
    hosts('  "127.0.0.1:3000": { forge: gitea, allowHttp: true, token: OWN_PAT }\n')?.api,
    'http://127.0.0.1:3000/api/v1',
  );
});

test('all faults of a kind are told at once, up to 20', () => {
  const entry = '  - { url: "https://github.com/acme/api", wave: 0 }\n';
  const told = (count: number): readonly string[] => faultOf(`repositories:\n${entry.repeat(count)}`).split('\n');
  assert.equal(told(1).length, 1, 'the control');
  const [first, , third, ...rest] = told(3);
  assert.match(first ?? '', /^2:\d+: repositories\.0\.wave: It must be at least 1/);
  assert.match(third ?? '', /^repos\.yaml:4:\d+: repositories\.2\.wave: |^4:\d+: repositories\.2\.wave: /);
  assert.deepEqual(rest, []);
  const many = told(25);
  assert.deepEqual([many.length, many.at(-1)], [21, 'and 5 more']);
  const misspelt = faultOf(`${LIST}    bas: x\n    wave: 0\nexclud: []\n`).split('\n');
  assert.deepEqual(
    misspelt.map((line) => /(\w+): there is no such key/.exec(line)?.[1]),
    ['bas', 'exclud'],
    'those of one kind alone',
  );
  const list = faultOf('ext::a\nhttps://github.com/a/b\n~/foo\n', 'repos.txt').split('\n');
  assert.deepEqual(
    list.map((line) => /(\d):1: It cannot be used/.exec(line)?.[1]),
    ['1', '3'],
  );
});

test('names of secrets are taken, and those of a known host for that one', () => {
  for (const name of ['TOKEN', 'ACME_TOKEN', 'acme_pat', 'ACME_PASSWORD', 'A_SECRET', 'API_KEY'])
    assert.equal(faultOf(`${LIST}hosts: { a.org: { forge: gitea, token: ${name} } }\n`), '', name);
  for (const [host, name] of [
    ['github.com', 'GITHUB_TOKEN'],
    ['github.com', 'GH_TOKEN'],
    ['gitlab.com', 'GITLAB_TOKEN'],
    ['codeberg.org', 'GITEA_TOKEN'],
  ])
    assert.equal(faultOf(`${LIST}hosts: { ${host}: { token: ${name} } }\n`), '', name);
});

test('the published schema takes what is taken, and not a key that there is none of', () => {
  const schema: unknown = JSON.parse(readFileSync(new URL('./manifest.schema.json', import.meta.url), 'utf8'));
  assert.ok(typeof schema === 'object' && schema !== null);
  const validate = new Ajv({ strict: false }).compile(schema);
  const dataOf = (text: string): unknown => {
    const read = readYamlData(text);
    return read.kind === 'data' ? read.data : null;
  };
  const uncommented = manifestTemplate().replace(/^(\s*)#(?! |$)/gm, '$1');
  for (const text of [manifestTemplate(), uncommented, LIST])
    assert.equal(validate(dataOf(text)), true, JSON.stringify(validate.errors));
  for (const text of [`${LIST}exclud: []\n`, `${LIST}    wave: x\n`, 'repositories: 3\n'])
    assert.equal(validate(dataOf(text)), false, text);
});

/** The paths of the properties that nothing is said of. */
function unsaid(schema: unknown, at: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.entries(schema).flatMap(([key, value]) => unsaid(value, key === 'properties' ? at : `${at}/${key}`));
  const properties = 'properties' in schema ? Object.entries(schema.properties ?? {}) : [];
  const silent = properties.filter(([, property]) => typeof property !== 'object' || !('description' in property));
  return [...silent.map(([name]) => `${at}/${name}`), ...inner];
}

test('the published schema says of each setting what it is', () => {
  const schema: unknown = JSON.parse(readFileSync(new URL('./manifest.schema.json', import.meta.url), 'utf8'));
  assert.deepEqual(unsaid(schema, ''), []);
  assert.deepEqual(unsaid({ properties: { a: { description: 'x', properties: { b: {} } } } }, ''), ['/a/b'], 'control');
});
