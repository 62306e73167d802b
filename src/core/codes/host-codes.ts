import type { CodeDoc } from '../code-doc.js';

/** Codes of what a campaign is told: its manifest, its files, its hosts and their tokens. */
export const HOST_CODES: Readonly<Record<string, CodeDoc>> = {
  'manifest-invalid': {
    title: 'The list of repositories cannot be used',
    cause:
      'repos.yaml or repos.txt is not of its form, holds a fault at the line and column that are named, or names no repository.',
    remedy: 'Mend the line. codemod bulk init writes a manifest with comments; codex-codemod/repos.schema.json tells its form.',
    example: ['repositories:', '  - url: https://github.com/acme/api', '  - glob: ../services/*'].join('\n'),
  },
  'url-refused': {
    title: 'The address of a repository is not one that git is given',
    cause:
      'It is no https, ssh or file address, names no repository, or holds what could be an option, a program or a secret. Addresses end in logs and in the settings of git, so that a token must never stand in one.',
    remedy: 'Write it as the message says. A token belongs in an environment variable, which the manifest names.',
    example: ['hosts:', '  git.example.org: { forge: gitlab, token: EXAMPLE_TOKEN }'].join('\n'),
  },
  'campaign-invalid': {
    title: 'A file of the campaign cannot be read',
    cause:
      'campaign.yaml or targets.lock.jsonl was edited so that it is no longer of its form, or a line of journal.jsonl is damaged; the line is named. A last line of the journal that a kill has torn is none of that: it is passed over.',
    remedy:
      'Mend the line, or take the file back from a copy. Without a copy of the journal, remove its line and run codemod bulk sync: it asks the remotes what became of the rest.',
    example: 'publish:\n  onHumanCommit: stop',
  },
  'campaign-unknown': {
    title: 'There is no such campaign',
    cause:
      'A campaign belongs to the folder in which it was begun (.codemod/campaigns), and here is none of that name, or none at all.',
    remedy: 'Go to the folder in which it was begun, or name one that is there.',
    example: 'codemod bulk status --campaign sqlite-pool',
  },
  'campaign-ambiguous': {
    title: 'It is not known which campaign is meant',
    cause: 'There are several in this folder, and none was named.',
    remedy: 'Name it: --campaign.',
    example: 'codemod bulk status --campaign sqlite-pool',
  },
  'identity-missing': {
    title: 'It is not known who the commits are by',
    cause:
      'Neither the manifest nor your own git (user.name, user.email) says it. The settings of a single repository do not count.',
    remedy: 'Set both in your git, or name an identity in the manifest.',
    example: 'git config --global user.email you@example.org',
  },
  'token-missing': {
    title: 'There is no token for a host',
    cause:
      'The environment variable that holds it is not set, or none is named. At every host, pull requests are opened, merged and closed with a token. A variable that the manifest itself names is needed from `codemod bulk plan` on: only git over ssh and patches do without. It is looked for before anything is begun; with --engine bullmq each worker tells it for itself.',
    remedy:
      'Set the variable that the message names, for this command alone; with --engine bullmq for every worker. Where repositories are public and only read, `token` may be left out of the manifest.',
    example: 'GITHUB_TOKEN="$(gh auth token)" codemod bulk publish --pr',
  },
  'token-invalid': {
    title: 'What stands in the variable is no token',
    cause:
      'It is shorter than 8 characters, or holds spaces or line breaks. Such a text could not be kept out of logs with certainty.',
    remedy: 'Look at the variable: often it is a placeholder, or a line break was pasted with it.',
    example: 'echo "${#GITHUB_TOKEN}"  # its length, and not the token',
  },
  'forge-settings': {
    title: 'The host is not set up for pull requests',
    cause:
      'The campaign names no API for it, one that is not safe to send a token to, or a path that no repository there can have.',
    remedy: 'Give the host its `forge:` and its `api:` (https) in the manifest.',
    example: 'hosts:\n  git.example.org: { forge: gitea, api: "https://git.example.org/api/v1", token: EXAMPLE_TOKEN }',
  },
  'forge-unavailable': {
    title: 'The host does not answer',
    cause:
      'The network failed, it took too long, or it answered with a fault of its own (5xx) or with what is no answer of its API.',
    remedy: 'Wait, and try those repositories again.',
    example: 'codemod bulk retry --where code=forge-unavailable',
  },
  'forge-refused': {
    title: 'The host refuses',
    cause: 'The token is missing, wrong, expired or may not do that, or the repository is archived.',
    remedy: 'The message says what the host says. Give the token what it lacks, and try again.',
    example: 'codemod bulk retry --where code=forge-refused',
  },
  'forge-missing': {
    title: 'The host does not know it',
    cause: 'There is no such repository or pull request, or the token may not see it: hosts answer the same to both.',
    remedy: 'Check the name, and what the token may read.',
  },
  'forge-conflict': {
    title: 'It is not as it was when the host was asked last',
    cause: 'There is a pull request for the branch already, its head has moved, or it cannot be merged as it is.',
    remedy: 'See what stands there now, then go on.',
    example: 'codemod bulk sync',
  },
  'forge-invalid': {
    title: 'The host cannot do what was asked',
    cause:
      'It does not take the request: no commits between the branches, drafts that it does not know, or an API at another address.',
    remedy: 'The message says what the host says.',
  },
};
