import type { CodeDoc } from '../code-doc.js';

/** Codes of git, and of repositories as git has them. */
export const GIT_CODES: Readonly<Record<string, CodeDoc>> = {
  'git-failed': {
    title: 'git failed',
    cause: 'A git command ended with an error, which is shown.',
    remedy: 'Mend what it names.',
  },
  'git-timeout': {
    title: 'git did not answer',
    cause: 'A git command took longer than a minute and was ended, for example because its configuration names a pipe.',
    remedy: 'Run the command that is named by hand in that folder, and see what it waits for.',
    example: 'git config --show-origin --list',
  },
  'git-missing': {
    title: 'There is no git',
    cause: 'The folder is a repository, and no git was found on the PATH.',
    remedy: 'Install git, or leave the repository out.',
  },
  'git-unreachable': {
    title: 'The remote cannot be reached',
    cause: 'The network, a time-out, or a host that is down (5xx).',
    remedy: 'It may pass: try again later.',
    example: 'git ls-remote https://git.example.org/acme/api.git HEAD',
  },
  'git-refused': {
    title: 'The remote gives no permission',
    cause:
      'The token, the credential helper or the ssh key is not accepted there (401, 403), or the key of the host is not known.',
    remedy: 'See what git itself is answered, and mend the token or the key.',
    example: 'git ls-remote https://git.example.org/acme/api.git HEAD',
  },
  'git-no-repository': {
    title: 'There is no such repository',
    cause: 'The host knows no repository of that address, does not show it to this identity, or says that it has moved.',
    remedy: 'Mend the address in the manifest.',
  },
  'git-stale': {
    title: 'A branch of the remote is not what it was',
    cause: 'Somebody has changed it since it was looked at. Nothing was overwritten.',
    remedy: 'Look at it again: make the plan anew, or settle by hand what was added.',
  },
  'git-rejected': {
    title: 'The remote rejects the change',
    cause: 'A hook or a protection of the branch says no. The words of the remote are shown.',
    remedy: 'Ask who keeps the repository, or give the campaign another branch.',
  },
  'git-empty': {
    title: 'The repository is empty',
    cause: 'It has no commit.',
    remedy: 'Nothing: there is nothing to change. Leave it out of the manifest.',
  },
  'git-no-branch': {
    title: 'There is no such branch',
    cause: 'The manifest names a branch that the repository does not have.',
    remedy: 'Mend the name, or leave it out to have the default branch.',
  },
  'git-damaged': {
    title: 'A bare repository cannot be read',
    cause: 'An object that it must have is missing or damaged: the disk, or something that has deleted files.',
    remedy: 'A clone of the cache is made anew by the next attempt: run the command again.',
  },
  'git-address-refused': {
    title: 'The address of a repository is not used',
    cause:
      'It is neither https, ssh nor file (http is for a loopback host that has allow-http), it holds a password, or git would take it for an option or a program.',
    remedy: 'Write it plainly. The token goes into the environment variable that the host settings name.',
    example: 'https://git.example.org/acme/api.git',
  },
  'git-dubious-ownership': {
    title: 'The repository belongs to somebody else',
    cause: 'git refuses to work in a folder of another owner, and so do we.',
    remedy: 'If you trust it: git config --global --add safe.directory <folder>.',
    example: 'git config --global --add safe.directory /srv/project',
  },
  'repository-redirected': {
    title: 'The repository writes somewhere else',
    cause: 'Its core.worktree setting names another folder than the one that it stands in.',
    remedy: 'Remove that setting, or run the command in the folder that it names.',
    example: 'git config --unset core.worktree',
  },
  'bare-repository': {
    title: 'The folder is a bare repository',
    cause: 'There are no files to change: it is a repository without a work tree, or the folder of git itself.',
    remedy: 'Clone it and run the command in the clone.',
    example: 'git clone project.git project\ncd project\ncodemod apply utc-datetime',
  },
  'too-many-files': {
    title: 'The repository has too many files',
    cause: 'It has more files than the limits of the campaign allow.',
    remedy: 'Raise limits.files in campaign.yaml, or leave the repository out.',
  },
  'tree-edit-refused': {
    title: 'A commit cannot hold the change',
    cause:
      'A path is one that git or some system refuses, stands for a symbolic link or a submodule, or is file and folder at once.',
    remedy: 'Report it to the author of the codemod.',
  },
};
