import type { CodeDoc } from '../code-doc.js';

/** Codes of plans and runs: how they are made, carried out and taken back. */
export const RUN_CODES: Readonly<Record<string, CodeDoc>> = {
  'path-missing': {
    title: 'There is no such path',
    cause: 'A path on the command line does not exist.',
    remedy: 'Check the spelling.',
  },
  'two-repositories': {
    title: 'The paths are in two repositories',
    cause: 'A run changes one repository, and is recorded in it.',
    remedy: 'Run the command once in each.',
    example: '(cd server && codemod apply utc-datetime)\n(cd client && codemod apply utc-datetime)',
  },
  'dirty-tree': {
    title: 'Files that would change have uncommitted changes',
    cause: 'An edit on top of them could not be told apart from your own work.',
    remedy: 'Commit or stash them, or say --allow-dirty.',
    example: 'git commit -am "Before the codemod"\ncodemod apply utc-datetime',
  },
  'stale-plan': {
    title: 'The plan is not what would be planned now',
    cause:
      'Content, mode or kind of a file changed in between; or a saved plan was made by another version of the toolkit or of a codemod, or with other options. Nothing was written.',
    remedy: 'Run the command again; make a saved plan again with --refresh, which keeps the decisions about what is the same.',
    example: 'codemod plan --refresh plan.json',
  },
  'plan-invalid': {
    title: 'The file is not a plan that can be carried out',
    cause:
      'It is no JSON of the form that `codemod plan` writes, or one of a later version; or it was edited, so that it does not lead to the content that it promises.',
    remedy: 'Make the plan again. To change what it does, decide about its hunks: codemod review.',
    example: 'codemod plan sqlite-pool --out plan.json',
  },
  'plan-undecided': {
    title: 'The plan was reviewed in part',
    cause: 'Some of its hunks were accepted or rejected, and others not. What becomes of those is not guessed.',
    remedy: 'Decide about them, or say what becomes of them: --undecided apply, or --undecided leave.',
    example: 'codemod apply plan.json --undecided leave',
  },
  'plan-split': {
    title: 'Hunks that belong together are decided apart',
    cause:
      'A codemod has changed several files at once, such as a function and all files that import it: half of that would break the program. A review decides such hunks together; the decisions beside the plan were written or edited by something else, or by an earlier version.',
    remedy: 'Accept or reject one of them again in a review: the others follow.',
    example: 'codemod review plan.json',
  },
  'plan-inconsistent': {
    title: 'The plan does not lead to what it promises',
    cause: 'Its edits do not give the content whose hash it holds. Nothing was written.',
    remedy: 'Please report it: this is a bug, or the plan was edited by hand.',
  },
  'write-refused': {
    title: 'Some files cannot be written',
    cause:
      'They are read-only, immutable, hard-linked, or in a folder that may not be written; or .codex is, where the run is recorded. A run changes all of its files or none.',
    remedy: 'Make them writable, or leave them out: --exclude.',
  },
  'lock-held': {
    title: 'Another run is at work here',
    cause: 'The lock of the repository is held by a process that is alive.',
    remedy:
      'Wait for it. The lock of a dead process is broken by itself. When it names a host or container that is gone, remove .codex/lock.',
  },
  'recovery-stopped': {
    title: 'An interrupted run cannot be finished',
    cause: 'A file that it was about to write has been changed since by somebody else.',
    remedy:
      'Put one of the two named contents into the file and run the command again. To leave everything as it is, remove the folder of that run from .codex/runs.',
  },
  'write-failed': {
    title: 'The run could not be written',
    cause: 'The system refused a write: no space, no permission, or a fault of the disk.',
    remedy: 'Mend what the message names and run the command again; it finishes or rolls back what was begun.',
  },
  'undo-conflict': {
    title: 'Files changed since the run that would be undone or redone',
    cause: 'To put them back would lose what somebody, or a later run, has done to them.',
    remedy: 'Undo the later run first where one is named, or settle the files by hand; --partial does the rest and leaves them.',
    example: 'codemod undo --dry-run\ncodemod undo --partial',
  },
  'run-unknown': {
    title: 'There is no such run',
    cause: 'The journal of the repository has no finished run of that name.',
    remedy: 'See what there is: codemod runs. A name may be shortened: its beginning, or the beginning of its last eight digits.',
    example: 'codemod runs\ncodemod undo 1a2b3c4d',
  },
  'run-ambiguous': {
    title: 'Several runs begin like that',
    cause: 'The name of the run was shortened too much.',
    remedy: 'Write more of it: the last eight digits of a run tell it from the others.',
    example: 'codemod undo 1a2b3c4d',
  },
  'run-pruned': {
    title: 'The journal of the run is gone',
    cause: 'Only the last 20 runs of a repository keep the bytes from before; the folder .codex/runs may also have been removed.',
    remedy: 'Take it back with git. The entries of the run in .codex/change_log.md name every file, with its diff and hashes.',
    example: 'git log --oneline -- app.py\ngit restore --source=<commit> app.py',
  },
  'nothing-to-undo': {
    title: 'There is no run to undo',
    cause: 'The journal has no run, or the one that is meant is undone already.',
    remedy: 'See what there is: codemod runs.',
    example: 'codemod runs',
  },
  'nothing-to-redo': {
    title: 'There is no run to redo',
    cause: 'Only what was undone can be redone.',
    remedy: 'See what there is: codemod runs.',
    example: 'codemod runs',
  },
  'journal-damaged': {
    title: 'The journal of a run is damaged',
    cause: 'A file in .codex/runs is not what the run has written.',
    remedy: 'Keep a copy of .codex/runs, compare the files by hand with git, then remove the folder of that run.',
    example: 'cp -r .codex/runs ../runs-kept\ngit status',
  },
  'run-interrupted': {
    title: 'A run could not be finished and not be taken back',
    cause: 'A write failed, and files that it had changed were changed again by somebody else.',
    remedy: 'Both contents are kept in .codex/runs. Settle which one holds, then run the command again.',
  },
  interrupted: {
    title: 'The run was stopped',
    cause: 'It was asked to stop before it had changed anything.',
    remedy: 'Run the command again.',
  },
  'promise-broken': {
    title: 'A promise of the toolkit was broken',
    cause: 'A check of its own result failed: this is a bug.',
    remedy: 'Please report it with the command and the files.',
  },
  usage: {
    title: 'The command line is not valid',
    cause: 'The message says what.',
    remedy: 'See: codemod <command> --help.',
    example: 'codemod apply --help',
  },
  'no-terminal': {
    title: 'A review hunk by hunk needs a terminal',
    cause: 'Standard input or standard output is a pipe or a file, so that nobody could answer.',
    remedy: 'Review the plan in a browser, or carry it out without a review.',
    example: 'codemod review plan.json\ncodemod apply plan.json',
  },
  'output-lost': {
    title: 'Standard output is not complete',
    cause:
      'The system refused to take all that was printed: a full disk, most often. A command whose result that was ends with exit code 74; files that a run had to write are written all the same, and its exit code tells of them.',
    remedy: 'Make room and run the command again. What a run has changed is recorded in .codex/change_log.md too.',
    example: 'df -h .',
  },
  internal: {
    title: 'The toolkit failed',
    cause: 'A fault of the toolkit itself.',
    remedy: 'Please report it with the command.',
  },
};
