import type { CodeDoc } from 'codex-codemod';

/** What this codemod finds and does not change. */
export const codes: Readonly<Record<string, CodeDoc>> = {
  README001: {
    title: 'There is no README.md',
    cause: 'The section is written in Markdown, and the repository has no README, or one in another form such as README.rst.',
    remedy: 'Write a README.md, or tell in the README that there is what scans the repository.',
    example: 'README.rst',
  },
  README002: {
    title: 'The README cannot be read',
    cause: 'It is larger or nested deeper than the parser can follow, or it is not in the encoding that it seems to be in.',
    remedy: 'Save it as UTF-8 and move long parts of it into files of their own.',
    example: 'README.md of 300 KiB',
  },
  README003: {
    title: 'Nothing in the repository scans it',
    cause:
      'Neither .pre-commit-config.yaml nor a workflow runs a scanner that is known here, so a section on scanning would not be true.',
    remedy: 'Run codemod apply precommit-security first, or the recipe security, which does both.',
    example: '# .pre-commit-config.yaml\nrepos: []',
  },
  README004: {
    title: 'The section has no place',
    cause:
      'The heading that the parameter before names is not there or cannot have a section before it, or the text around the place would change its meaning.',
    remedy: 'Name a heading of the README that has its own text behind it, or leave the parameter out.',
    example: 'codemod apply readme-security --param before="No such heading"',
  },
  README005: {
    title: 'A section of this title does not tell what scans the repository',
    cause: 'Its title is that of a section on scanning, but it names no scanner, or it cannot be completed exactly.',
    remedy: 'Name the scanners in it, or give it another title, so that a section on them can be added.',
    example: '## Security scanning\n\nOur product scans your network.',
  },
  README006: {
    title: 'The table of contents lacks the new section',
    cause: 'It lists all other sections, but an entry cannot be added at its place exactly: it has numbers, or unequal indents.',
    remedy: 'Add the entry by hand.',
    example: '1. [Install](#install)\n2. [License](#license)',
  },
};
