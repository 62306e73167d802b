import type { CodeDoc } from 'codex-codemod';

const BANDIT = 'repos:\n- repo: https://github.com/PyCQA/bandit\n  rev: 1.9.2\n  hooks:\n  - id: bandit\n';

export const CODES = {
  HOOK001: {
    title: 'pre-commit does not read this file',
    cause: 'pre-commit reads .pre-commit-config.yaml alone; a file that ends in .yml is not looked at.',
    remedy: 'Rename it to .pre-commit-config.yaml, or take it away, and run the codemod again.',
    example: '# .pre-commit-config.yml\nrepos: []',
  },
  HOOK002: {
    title: 'The file has another form than pre-commit reads',
    cause: 'It holds several documents, is no map, or its repos is no list.',
    remedy: 'Repair it (an old list without repos: `pre-commit migrate-config`), and run the codemod again.',
    example: "- repo: https://github.com/psf/black\n  sha: '24.1.0'\n  hooks:\n  - id: black",
  },
  HOOK003: {
    title: 'The edit would change other places too',
    cause: 'What would be edited is an alias, has an anchor, or comes in by a merge key.',
    remedy: 'Write the part out where it is used, without anchors, or make the change by hand.',
    example: 'repos: &all\n- repo: local\n  hooks: []\nx: *all',
  },
  HOOK004: {
    title: 'The hook has another value for an option',
    cause: 'The option was given by a person, and differs from the wanted arguments.',
    remedy: 'Nothing, if it is meant. Else change it by hand, or pass the value as a parameter of the codemod.',
    example: `${BANDIT}    args: [-ll]`,
  },
  HOOK005: {
    title: 'It cannot be seen with what arguments the hook runs',
    cause: 'It runs in a shell, by a script, or in a hook of another repository; or its args are no list.',
    remedy: 'See that it runs with the wanted arguments, which the message names.',
    example: 'repos:\n- repo: local\n  hooks:\n  - id: bandit\n    name: bandit\n    language: system\n    entry: ./check.sh',
  },
  HOOK006: {
    title: 'Several hooks run the tool, and none has all arguments',
    cause: 'They may be for different files, so that only a person can tell which one is meant.',
    remedy: 'Give one of them the arguments that the message names.',
    example: `${BANDIT}  - id: bandit\n    args: [-r]`,
  },
  HOOK007: {
    title: 'The hook was commented out',
    cause: 'A comment of the file holds the hook, which somebody may have taken out on purpose.',
    remedy: 'Take the comment away, or make a hook of it again, and run the codemod again.',
    example: 'repos: []\n# - repo: https://github.com/PyCQA/bandit',
  },
  HOOK008: {
    title: 'The edit cannot be made exactly',
    cause: 'The file is written so that no edit leaves everything else as it is.',
    remedy: 'Add what the message names by hand.',
    example: 'repos: [{repo: local, # ours\n  hooks: []}]',
  },
  HOOK009: {
    title: 'The baseline of detect-secrets is not there yet',
    cause: 'The hook ends with an error as long as the file that its --baseline names is missing.',
    remedy: 'Make it, look through it and commit it: `detect-secrets scan > .secrets.baseline`.',
    example: 'args: [--baseline, .secrets.baseline]',
    information: true,
  },
} as const satisfies Readonly<Record<string, CodeDoc>>;

export type Code = keyof typeof CODES;
