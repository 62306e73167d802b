import type { CodeDoc } from 'codex-codemod';

/** What this codemod finds and does not change. */
export const codes: Readonly<Record<string, CodeDoc>> = {
  GUIDE001: {
    title: 'There is no guide for contributors that can be read',
    cause: 'There is none and none is to be made, or it is not Markdown, too large, or nested too deep for the parser.',
    remedy: 'Write CONTRIBUTING.md, or let it be written with --param create=true.',
    example: 'CONTRIBUTING.rst',
  },
  GUIDE002: {
    title: 'The guide has no list of checks that mypy could join',
    cause:
      'It names checks in its text only, in lists that hold other things too, or in a block that runs one tool in several ways.',
    remedy: 'Write the checks as a list or as the lines of one code block, or name mypy where the checks are told.',
    example: '## Tests\n\nPlease run pytest and flake8 before you push.',
  },
  GUIDE003: {
    title: 'A warning about workflows cannot be taken out exactly',
    cause:
      'The text says that GitHub Actions workflows are disabled, and a workflow is active; but it stands in HTML, in a numbered list, under a heading of its own, or says more in the same breath.',
    remedy: 'Take it out by hand.',
    example: '<p>GitHub Actions workflows are disabled.</p>',
  },
  GUIDE004: {
    title: 'Another type checker is in use',
    cause: 'The guide names pyright, pyre, pytype or ty, so mypy may not be wanted.',
    remedy: 'Name mypy in the guide if both are to run, or leave this codemod out of the recipe.',
    example: '- `pyright`: static types',
  },
  GUIDE005: {
    title: 'The guide stands elsewhere',
    cause: 'The file only leads to another page, so it is not the place for more.',
    remedy: 'Name the guide with --param path=..., or tell of mypy and the secrets baseline on that page.',
    example: '# Contributing\n\nSee [our guide](https://example.com/contributing).',
  },
  GUIDE006: {
    title: 'A section has no place',
    cause:
      'The text around the place of the section on the checks or on the secrets baseline would change its meaning, as that of an open code block does.',
    remedy: 'Add the section by hand.',
    example: '# Contributing\n\n```sh\npytest',
  },
};
