import type { CodeDoc } from '../code-doc.js';

/** Codes of recipes and of what they set up in a repository: inventories, secrets, other programs. */
export const SET_UP_CODES: Readonly<Record<string, CodeDoc>> = {
  'config-invalid': {
    title: 'A recipe or codemod.yaml is not valid',
    cause: 'It is no YAML, or holds a key or value that is not known; line and column stand before the message.',
    remedy: 'Mend the line. A repository may name codemods of the toolkit alone, no paths and no packages.',
    example: [
      'recipes:',
      '  nightly:',
      '    description: What we run at night.',
      '    steps:',
      '      - codemod: cli-sys-import',
      'exclude: [legacy/]',
      'defer:',
      '  - { step: click-cli, reason: after the next release }',
    ].join('\n'),
  },
  'recipe-unknown': {
    title: 'There is no such recipe',
    cause: 'The name is neither a recipe of the toolkit nor one of codemod.yaml.',
    remedy: 'See: codemod list.',
    example: 'codemod apply codex-setup --dry-run .',
  },
  'step-failed': {
    title: 'A step of a recipe failed',
    cause: 'Its codemod could not be run over this repository. The other steps were done, unless they need it.',
    remedy: 'The message says what failed. Run its codemod alone to see more: codemod apply <codemod> --dry-run.',
    example: 'codemod apply ci-workflow --dry-run .',
  },
  'inventory-invalid': {
    title: 'The file is not an inventory',
    cause: 'It is not what `codemod inventory` writes: other JSON, damaged gzip, or a form of a later version.',
    remedy: 'Name another file, or write the inventory again.',
    example: 'codemod inventory --diff=.codex/inventory/000001.json',
  },
  'inventory-missing': {
    title: 'There is no inventory yet',
    cause: 'Nothing stands in .codex/inventory.json that could be compared with.',
    remedy: 'Write it first, or name a file: --diff=old.json.',
    example: 'codemod inventory\ncodemod inventory --diff',
  },
  'tool-missing': {
    title: 'A program is not installed',
    cause: 'It is not on the PATH, or only in a folder of the repository: nothing that a repository brings along is run.',
    remedy: 'Install it as the message says, outside of the repository, and run the command again.',
    example: 'pipx install detect-secrets',
  },
  'tool-failed': {
    title: 'A program failed',
    cause: 'It ended with an error, did not end in time, or said something that it should not.',
    remedy: 'Run it by hand and mend what it says.',
    example: 'detect-secrets --version\ndetect-secrets scan',
  },
  'secrets-settings-refused': {
    title: 'The baseline of secrets names code of its own',
    cause: 'Its plugins or filters are loaded from a path, and scanning with them would run what the repository brings along.',
    remedy: 'If you trust it, scan by yourself and compare with the result: --scan.',
    example: 'detect-secrets scan > ../fresh.json\ncodemod secrets diff --scan ../fresh.json',
  },
  'secrets-baseline-invalid': {
    title: 'The file is not a baseline of secrets',
    cause: 'It is not what detect-secrets 1.0 or later writes: other JSON, damaged, or of an older version.',
    remedy: 'Mend it, or let detect-secrets bring it up to date.',
    example: 'detect-secrets scan --baseline .secrets.baseline',
  },
  'secrets-baseline-missing': {
    title: 'There is no baseline of secrets',
    cause: 'Nothing stands at the path that a fresh scan would be compared with.',
    remedy: 'Make one, audit it and commit it; or name the one that you have: --baseline.',
    example: 'detect-secrets scan > .secrets.baseline\ndetect-secrets audit .secrets.baseline',
  },
};
