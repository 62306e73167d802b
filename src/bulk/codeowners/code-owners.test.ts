import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import type { ForgeKind } from '../hosts/host-settings.js';
import { LARGEST_CODEOWNERS, ownersOfAll, readCodeOwners } from './code-owners.js';
import { linearPattern } from './linear-pattern.js';
import { reviewersOf } from './owner-rules.js';

const test = suite('owners of code');

function owners(kind: ForgeKind, ...lines: readonly string[]): (path: string) => string {
  const read = readCodeOwners(kind, Buffer.from(lines.join('\n')));
  return (path) => read.ownersOf(path).join(' ');
}

function faults(kind: ForgeKind, ...lines: readonly string[]): readonly number[] {
  return readCodeOwners(kind, Buffer.from(lines.join('\n'))).faults.map(({ line }) => line);
}

test('GitHub: the last line that matches decides, and one without owners takes them away', () => {
  const of = owners(
    'github',
    '# all',
    '*       @global-1 @global-2',
    '*.js    @js # a comment',
    '*.go docs@example.com',
    '/build/logs/ @doctocat',
    'docs/* @docs',
    'apps/ @octo/team',
    '/scripts/ @scripts',
    '**/logs @logs',
    '/scripts/free',
    'with\\ space/ @space',
  );
  for (const [path, expected] of [
    ['README.md', '@global-1 @global-2'],
    ['a/b.js', '@js'],
    ['a.go', 'docs@example.com'],
    ['docs/a.md', '@docs'],
    ['docs/deep/a.md', '@global-1 @global-2'],
    ['x/apps/y/z.py', '@octo/team'],
    ['scripts/a.sh', '@scripts'],
    ['x/scripts/a.sh', '@global-1 @global-2'],
    ['deeply/logs/x', '@logs'],
    ['build/logs/x', '@logs'],
    ['scripts/free/a.py', ''],
    ['with space/a', '@space'],
    ['Docs/a.md', '@global-1 @global-2'],
  ] as const) {
    assert.equal(of(path), expected, path);
  }
});

test('GitHub: lines that are not valid there are passed over, with their number', () => {
  const lines = ['*.py @py', '!a.py @x', 'a[bc].py @x', '\\#a @x', '*.py nobody', `${'*a'.repeat(30)} @x`, ''];
  assert.deepEqual(faults('github', ...lines), [2, 3, 4, 5, 6]);
  assert.equal(owners('github', ...lines)('ab.py'), '@py');
});

test('GitLab: sections count each for itself, with default owners, approvals and exclusions', () => {
  const of = owners(
    'gitlab',
    '* @general',
    '!pom.xml',
    '\\#odd.rb @odd',
    'path\\ with\\ space/ @space',
    '[Documentation][2] @docs-team',
    'docs/',
    'README.md @readme dev@example.com',
    '^[Database] @db @@maintainer',
    'model/db/',
    'model/db/own.rb @own',
    '!model/db/free.rb',
    '[DOCUMENTATION]',
    'docs/last/ @last # with @a-comment',
    '/lib/*.rb @lib',
    '{a,b}/x @braces',
    '/p/(a|b)+@(c).[tj]s @odd',
    '/q/[!a].py @class',
  );
  for (const [path, expected] of [
    ['x', '@general'],
    ['pom.xml', ''],
    ['#odd.rb', '@odd'],
    ['path with space/x', '@space'],
    ['a/docs/b/c.md', '@general @docs-team'],
    ['.docs/c.md', '@general'],
    ['x/README.md', '@general @readme dev@example.com'],
    ['model/db/x.rb', '@general @db @@maintainer'],
    ['model/db/own.rb', '@general @own'],
    ['model/db/free.rb', '@general'],
    ['docs/last/x', '@general @last @a-comment'],
    ['lib/x.rb', '@general @lib'],
    ['lib/deep/x.rb', '@general'],
    ['x/lib/x.rb', '@general'],
    ['a/x', '@general'],
    ['{a,b}/x', '@general @braces'],
    ['p/(a|b)+@(c).ts', '@general @odd'],
    ['p/ac.ts', '@general'],
    ['q/b.py', '@general @class'],
    ['q/a.py', '@general'],
  ] as const) {
    assert.equal(of(path), expected, path);
  }
});

test('Gitea: regular expressions for whole paths, and the owners of all that match', () => {
  const of = owners(
    'gitea',
    '.*\\\\.go @user1 @user2 # This is a comment',
    'frontend/src/.*\\\\.js @org1/team1',
    '!frontend/src/.* @org1/team3',
    'docs/(aws|google)/[^/]*\\\\.(md|txt) @user8',
    'dir/with\\#hashtag @hash',
    'path\\ with\\ space @space',
  );
  for (const [path, expected] of [
    ['a/b.go', '@user1 @user2 @org1/team3'],
    ['a/b.gox', '@org1/team3'],
    ['frontend/src/a.js', '@org1/team1'],
    ['docs/aws/a.md', '@org1/team3 @user8'],
    ['docs/aws/b/a.md', '@org1/team3'],
    ['dir/with#hashtag', '@org1/team3 @hash'],
    ['path with space', '@org1/team3 @space'],
  ] as const) {
    assert.equal(of(path), expected, path);
  }
});

test('Gitea: what could be slow, or means another thing here, is refused', () => {
  for (const source of [
    '(a+)+b',
    '(a|a)*b',
    '.*.*.*b',
    'a{1,9999}',
    '(?i)a',
    '(?P<x>a)',
    '\\pL',
    '\\Aa',
    '[[:alpha:]]',
    'a)|(b',
    '(',
    'a**',
  ])
    assert.equal(linearPattern(source) instanceof RegExp, false, source);
  for (const source of ['.*\\.go', 'a|b', '(?:a|b)/.*', '[a-z_]+/x?', '\\d+', 'caf\u00e9/.*'])
    assert.equal(linearPattern(source) instanceof RegExp, true, source);
});

test('hostile files are read in no time', () => {
  const started = Date.now();
  const paths = ['a'.repeat(250), `${'a/'.repeat(99)}a`, `${'a'.repeat(240)}/${'a'.repeat(240)}/${'a'.repeat(240)}`];
  const patterns = [
    '*a*a*z',
    '**/*a*a*z',
    '*?*?*z',
    'a/**/a/**/a/**/z',
    '/**/**/**/z',
    '*a*a/*a/*a*z',
    '*a*a*a/*a*a*a/*a*a*z',
    '**/**/**/**/z',
    '(a+)+z',
    '+(*a)z',
    '@(a|a*)*z',
  ];
  const lines = Array.from({ length: 10 }, (_, index) => patterns.map((pattern) => `${pattern}${index} @x`)).flat();
  for (const kind of ['github', 'gitlab'] as const) {
    const of = owners(kind, ...lines, `${'*a'.repeat(8)} @slow`, `${'**/a/'.repeat(8)} @slow`);
    for (const path of paths) assert.equal(of(path), '');
  }
  const long = 'a/'.repeat(490);
  assert.equal(owners('gitea', ...Array.from({ length: 20 }, () => '.*a.*z @x'), '[a/]*[a/]*z @x')(long), '');
  assert.ok(Date.now() - started < 60_000, `${Date.now() - started} ms`);
});

test('a file beyond the limits says so, and has no owners', () => {
  const large = readCodeOwners('github', Buffer.alloc(LARGEST_CODEOWNERS + 1, '* @x\n'));
  assert.deepEqual([large.ownersOf('a'), large.faults.length], [[], 1]);
  const many = readCodeOwners('gitlab', Buffer.from('* @x\n'.repeat(20_001)));
  assert.deepEqual([many.ownersOf('a'), many.faults.length], [[], 1]);
  assert.deepEqual(readCodeOwners('github', Buffer.from('\ufeff* @x\r\n')).ownersOf('a'), ['@x'], 'control');
});

test('reviewers are users and teams, no addresses and no roles', () => {
  const all = ownersOfAll(readCodeOwners('github', Buffer.from('a @b\nb @org/team c@example.org @a')), ['a', 'b', 'c']);
  assert.deepEqual(all, ['@b', '@org/team', 'c@example.org', '@a']);
  assert.deepEqual(reviewersOf([...all, '@@maintainer', '@b']), ['a', 'b', 'org/team']);
});
