import type { CodeDoc } from '../code-doc.js';

/** Codes of campaigns: what becomes of a repository, and why. */
export const CAMPAIGN_CODES: Readonly<Record<string, CodeDoc>> = {
  'repository-empty': {
    title: 'The repository is empty',
    cause: 'It has no commit, so that there is nothing to change.',
    remedy: 'Nothing: it is skipped.',
  },
  'repository-unfit': {
    title: 'git does not take the content of the repository',
    cause:
      'A tree or commit in it is one that no checkout could be: something named like the folder of git itself (.git, git~1), "." or "..", or two entries of the same name. What old versions of git have left, such as odd dates or modes, is taken.',
    remedy: 'Its owners can mend it: git fsck shows it in a clone. Until then it is skipped; then plan it again.',
    example: 'git fsck --full\ncodemod bulk update --repo github.com/acme/api',
  },
  'no-default-branch': {
    title: 'The repository has no default branch',
    cause: 'Its HEAD names no branch, or one that is not there.',
    remedy: 'Say in the manifest which branch is meant.',
    example: ['repositories:', '  - url: https://git.example.org/acme/api.git', '    base: develop'].join('\n'),
  },
  'base-missing': {
    title: 'The base branch is not there',
    cause: 'The manifest names a branch that the repository does not have.',
    remedy: 'Correct `base` of that repository, or leave it out: then its default branch is meant.',
  },
  'opted-out': {
    title: 'The repository asks to be left out',
    cause: 'Its codemod.yaml has `bulk: false`, or says why under `bulk`.',
    remedy: 'Nothing: it is skipped. Ask its owners.',
    example: ['bulk:', '  enabled: false', '  reason: frozen until the release'].join('\n'),
  },
  'target-dropped': {
    title: 'The manifest names the repository no longer',
    cause: 'It was part of the campaign, and something was published there.',
    remedy: 'Take back what was published, or name it again.',
    example: 'codemod bulk undo --repo github.com/acme/api',
  },
  'plan-lost': {
    title: 'The store has lost a plan',
    cause: 'What was planned is no longer where machines leave things for each other.',
    remedy: 'Plan the repository again, and approve it.',
    example: 'codemod bulk update --repo github.com/acme/api',
  },
  'plan-changed': {
    title: 'The plan in the store is another',
    cause: 'Its content does not have the hash that was approved. Somebody has written to the store.',
    remedy: 'Find out who, then plan the repository again.',
    example: 'codemod bulk update --repo github.com/acme/api',
  },
  'commit-differs': {
    title: 'The plan makes another commit than before',
    cause: 'The campaign has changed since: who the commits are by, or what its summary says.',
    remedy: 'Plan the repository again, and approve it.',
    example: 'codemod bulk update --repo github.com/acme/api',
  },
  'no-forge': {
    title: 'There are no pull requests at the host',
    cause:
      'Pull requests were asked for, and the repository is a folder of this machine, or the manifest does not say which forge its host runs.',
    remedy:
      'Name the forge under `hosts` and run codemod bulk plan with that manifest, or push branches only: --branch-only, with publish and with retry.',
    example: ['hosts:', '  git.example.org:', '    forge: gitlab', '    token: EXAMPLE_TOKEN'].join('\n'),
  },
  'branch-changed': {
    title: 'The branch is not what was pushed',
    cause:
      'A person has added to the branch of the campaign, or has moved it: it is at a commit that is not ours. It is never overwritten.',
    remedy:
      'Look at it. Where the manifest says publish.onHumanCommit: on-top, codemod bulk publish --pr runs the codemod on top of such commits.',
  },
  'branch-is-base': {
    title: 'The branch of the campaign is the base branch',
    cause:
      'What a campaign pushes there would be in at once, without anybody having looked at it. So nothing is pushed to the branch that the changes are made for, nor to the default branch of a repository; and neither is ever deleted.',
    remedy: 'Name another branch in the manifest, run codemod bulk plan with it, then codemod bulk retry.',
    example: ['publish:', '  branch: codemod/sqlite-pool'].join('\n'),
  },
  'branch-not-ours': {
    title: 'The branch may have been there before the campaign',
    cause:
      'A campaign pushes to branches of its own, or on top of what people have added, and deletes none but those that it has made. Of this one it knows that others made it, or does not know who did.',
    remedy:
      'Look at it, and delete it by hand where nobody needs it; where something was to be published, codemod bulk retry then does.',
    example: 'git push origin --delete codemod/sqlite-pool',
  },
  'branch-deleted': {
    title: 'A person has deleted the branch',
    cause:
      'The branch of the campaign had no pull request and is gone, and its base does not hold our commit, for all that can be told.',
    remedy:
      'Nothing: that is respected. Where the manifest says publish.onClosed: open-new, codemod bulk publish pushes it again.',
  },
  'merged-by-hand': {
    title: 'The branch was merged by hand',
    cause: 'It had no pull request, and its base holds our commit now. An undo does not change what is in the base.',
    remedy: 'Revert the commit by hand.',
    example: 'git revert 3f2a9c1b7d0e',
  },
  'not-approved': {
    title: 'Something on the branch was not approved',
    cause:
      'A person has added to the branch of the campaign, and the codemod would change what they have added. Nobody has approved that, so what was published on top of their commits is the approved part alone.',
    remedy: 'To have it too, run the codemod in a checkout of the branch, and look at what it does there.',
    example: 'git switch codemod/cli-sys-import\ncodemod apply cli-sys-import',
  },
  'on-top-unclear': {
    title: 'What was approved cannot be told apart',
    cause:
      'A person has added to the branch of the campaign. On top of that, the codemod would do more than was approved, and the approved part cannot stand alone. Nothing was pushed.',
    remedy: 'Run the codemod in a checkout of the branch, and look at what it does there, or finish the branch by hand.',
    example: 'git switch codemod/cli-sys-import\ncodemod apply cli-sys-import',
  },
  'base-gone': {
    title: 'The base branch is gone',
    cause: 'It was there when the plan was made: it was renamed or deleted since.',
    remedy: 'Plan the repository again, on what its default branch is now.',
    example: 'codemod bulk update --repo github.com/acme/api',
  },
  'pull-request-changed': {
    title: 'The pull request is into another branch',
    cause:
      'Its base was changed, or the default branch is another one now. A second pull request would offer the same change twice.',
    remedy: 'Change the base of the pull request, or close it, then publish again.',
    example: 'codemod bulk retry --repo github.com/acme/api --pr',
  },
  'merge-refused': {
    title: 'The host does not merge the pull request',
    cause: 'It has conflicts, lacks a review, or its head has moved. The message is the host’s own.',
    remedy: 'Look at the pull request.',
  },
  'changed-since': {
    title: 'What was merged has been changed since',
    cause: 'A file is no longer as the plan left it, so that taking the plan back would lose later work.',
    remedy: 'Revert it by hand.',
  },
  'plan-unknown': {
    title: 'What was merged cannot be told',
    cause:
      'The pull request holds commits that are not of the campaign, and no longer the line of its text that names its plan, and the journal does not know of a push.',
    remedy: 'Revert it by hand.',
  },
  'module-untrusted': {
    title: 'The worker does not load this file',
    cause: 'The campaign runs a codemod out of a file, and this worker was not told to trust it.',
    remedy: 'Start the worker with --trust and the path of the file.',
    example: 'codemod worker --queue redis://127.0.0.1:6379 --trust /srv/codemods/rename.ts',
  },
  'module-changed': {
    title: 'The codemod is not the one that was planned with',
    cause: 'The file that the campaign runs has another content than when the campaign was planned.',
    remedy: 'Plan the campaign again with it, or put the former file back.',
    example: 'codemod bulk update',
  },
  'step-needs-tools': {
    title: 'The step is not run in a campaign',
    cause: 'It runs tools in the repository or writes records, which campaigns never do: nothing of a repository is executed.',
    remedy: 'Run the recipe in a checkout of the repository.',
    example: 'codemod apply codex-setup',
  },
};
