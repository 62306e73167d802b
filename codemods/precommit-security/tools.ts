import type { OptionSpec } from './options.js';

/** A tool whose hook is wanted. */
export interface Tool {
  /** The id of its hook, and the last part of the URL of its repository and of most forks. */
  readonly name: 'bandit' | 'detect-secrets';
  readonly repository: 'PyCQA/bandit' | 'Yelp/detect-secrets';
  /** Programs that take the arguments of the hook. */
  readonly programs: readonly string[];
  /** What speaks of the tool in the name of a repository, the id of a hook, or the entry of a local one. */
  readonly mention: RegExp;
  readonly options: readonly OptionSpec[];
}

/** `all` is the level without any `-l`: https://bandit.readthedocs.io/en/latest/man/bandit.html */
const LEVELS = { all: '0', low: '1', medium: '2', high: '3' };

const BANDIT: Tool = {
  name: 'bandit',
  repository: 'PyCQA/bandit',
  programs: ['bandit'],
  mention: /(?<!flake8-)bandit/i,
  options: [
    { names: ['-l', '--level'], takes: 'count' },
    { names: ['--severity-level'], takes: 'value', sameAs: { name: '-l', values: LEVELS } },
    { names: ['-i', '--confidence'], takes: 'count' },
    { names: ['--confidence-level'], takes: 'value', sameAs: { name: '-i', values: LEVELS } },
    { names: ['-a', '--aggregate'], takes: 'value' },
    { names: ['-n', '--number'], takes: 'value' },
    { names: ['-c', '--configfile'], takes: 'value' },
    { names: ['-p', '--profile'], takes: 'value' },
    { names: ['-t', '--tests'], takes: 'value' },
    { names: ['-s', '--skip'], takes: 'value' },
    { names: ['-f', '--format'], takes: 'value' },
    { names: ['--msg-template'], takes: 'value' },
    { names: ['-o', '--output'], takes: 'value' },
    { names: ['-x', '--exclude'], takes: 'value' },
    { names: ['-b', '--baseline'], takes: 'value' },
    { names: ['--ini'], takes: 'value' },
    { names: ['-r', '--recursive'], takes: 'nothing' },
    { names: ['-v', '--verbose'], takes: 'nothing' },
    { names: ['-d', '--debug'], takes: 'nothing' },
    { names: ['-q', '--quiet', '--silent'], takes: 'nothing' },
    { names: ['--ignore-nosec'], takes: 'nothing' },
    { names: ['--exit-zero'], takes: 'nothing' },
  ],
};

/** https://github.com/Yelp/detect-secrets/blob/master/README.md, and what its forks kept of version 0. */
const DETECT_SECRETS: Tool = {
  name: 'detect-secrets',
  repository: 'Yelp/detect-secrets',
  programs: ['detect-secrets-hook'],
  mention: /detect[-_]secrets/i,
  options: [
    { names: ['--baseline'], takes: 'value' },
    { names: ['-p', '--plugin'], takes: 'values' },
    { names: ['--disable-plugin'], takes: 'values' },
    { names: ['-f', '--filter'], takes: 'values' },
    { names: ['--disable-filter'], takes: 'values' },
    { names: ['--exclude-lines'], takes: 'values' },
    { names: ['--exclude-files'], takes: 'values' },
    { names: ['--exclude-secrets'], takes: 'values' },
    { names: ['--word-list'], takes: 'value' },
    { names: ['--base64-limit'], takes: 'value' },
    { names: ['--hex-limit'], takes: 'value' },
    { names: ['-C'], takes: 'value' },
    { names: ['-c', '--cores'], takes: 'value' },
    { names: ['-v', '--verbose'], takes: 'nothing' },
    { names: ['-n', '--no-verify'], takes: 'nothing' },
    { names: ['--only-verified'], takes: 'nothing' },
    { names: ['--json'], takes: 'nothing' },
    { names: ['--use-all-plugins'], takes: 'nothing' },
  ],
};

export const TOOLS: readonly Tool[] = [BANDIT, DETECT_SECRETS];
