import assert from 'node:assert/strict';
import { suite } from '../../src/testing/suite.js';
import { compareOptions, isComplete } from './compare-options.js';
import { entryUse } from './entry-words.js';
import { repositoryName } from './repository-name.js';
import { TOOLS } from './tools.js';
import { yamlWord } from './yaml-words.js';

const test = suite('precommit-security reads');
const [bandit, secrets] = TOOLS;
assert.ok(bandit !== undefined && secrets !== undefined);
const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');
const lack = (wanted: string, given: string, tool = bandit) => compareOptions(words(wanted), words(given), tool.options);

test('arguments as the tools do', () => {
  const same = [
    '-lll',
    '-rlll',
    '-l -ll',
    '--level -ll',
    '--severity-level=high',
    '--severity-level HIGH',
    '--sever high',
    '-qlllr src',
  ];
  for (const given of same) assert.ok(isComplete(lack('-lll', given)), given);
  const without = ['', '-r', '-c lll', '-x -lll', '--', '-- -lll', '--exclude=-lll', '-iii', '--skip B101'];
  for (const given of without) assert.deepEqual(lack('-lll', given), { missing: ['-lll'], different: [] }, given);
  const other = ['-l', '-ll', '-llll', '--severity-level=all', '-rll -q'];
  for (const given of other) assert.deepEqual(lack('-lll', given), { missing: [], different: ['-lll'] }, given);
});

test('values, and options that may stand several times', () => {
  const wanted = '--baseline .secrets.baseline';
  assert.ok(isComplete(lack(wanted, '--baseline=./.secrets.baseline', secrets)));
  assert.deepEqual(lack(wanted, '-v', secrets).missing, ['--baseline', '.secrets.baseline']);
  assert.deepEqual(lack(wanted, '--baseline a --baseline b', secrets).different, [wanted]);
  assert.deepEqual(lack('--exclude-files a --exclude-files b', '--exclude-files a', secrets).missing, ['--exclude-files', 'b']);
  assert.deepEqual(lack('-lll -iii src', '-r src'), { missing: ['-lll', '-iii'], different: [] });
});

test('entries: what a shell or a script does is hidden', () => {
  const kind = (entry: string): string | undefined => entryUse(entry, bandit)?.kind;
  for (const entry of ['bandit', '/usr/bin/bandit -r .', 'uv run bandit', 'python3 -m bandit "a b"'])
    assert.equal(kind(entry), 'runs', entry);
  const hidden = [
    "bash -c 'bandit -r .'",
    'bandit -r . | tee x',
    'make bandit',
    'tox -e bandit',
    'bandit "',
    'env X=1 bandit',
    './bandit.sh',
  ];
  for (const entry of hidden) assert.equal(kind(entry), 'hidden', entry);
  for (const entry of ['flake8-bandit', 'ruff check --select S', '']) assert.equal(kind(entry), undefined, entry);
  assert.deepEqual(entryUse('uvx bandit -c "a b"', bandit)?.words, ['-c', 'a b']);
  assert.equal(entryUse('python -m detect_secrets.pre_commit_hook', secrets)?.kind, 'runs');
  assert.equal(entryUse('detect-secrets scan', secrets)?.kind, 'hidden');
});

test('addresses of one repository', () => {
  const urls = [
    'https://github.com/PyCQA/bandit',
    'http://github.com/pycqa/Bandit.git/',
    'git@github.com:acme/bandit.git',
    'bandit',
    '../bandit/',
  ];
  for (const url of urls) assert.equal(repositoryName(url), 'bandit', url);
});

test('words that YAML would read as something else are put in quotes', () => {
  const quoted = [
    '1',
    '1.5',
    'yes',
    'null',
    '',
    'a: b',
    '-',
    '---',
    '[x]',
    '12345678901234567890',
    '1e40',
    '#a',
    'a #b',
    '*a',
    '0x1f',
  ];
  for (const word of quoted) assert.equal(yamlWord(word, false), JSON.stringify(word));
  for (const word of ['-lll', '--baseline', '.secrets.baseline', '1.9.2', 'v1.5.0', 'https://a.b/c'])
    assert.equal(yamlWord(word, false), word);
});
