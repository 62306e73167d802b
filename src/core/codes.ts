import type { CodeDoc } from './codemod.js';

/** The toolkit's own codes: of skips, failures and refusals. Those of codemods stand with the codemods. */
export const TOOL_CODES: Readonly<Record<string, CodeDoc>> = {
  binary: {
    title: 'The file is binary',
    cause: 'It holds a NUL byte, which no source file does.',
    remedy: 'Nothing: it is left alone. If it is a source file in UTF-16, save it as UTF-8.',
  },
  generated: {
    title: 'The file is generated',
    cause: 'Its first lines say so (@generated, DO NOT EDIT). An edit would be lost when it is made again.',
    remedy: 'Change what it is generated from. To edit it all the same: --no-ignore.',
  },
  'too-large': {
    title: 'The file is too large',
    cause: 'It has more bytes than --max-size allows (1 MiB by default). Such files are seldom written by hand.',
    remedy: 'Give a larger --max-size, in bytes.',
  },
  symlink: {
    title: 'The path is a symbolic link',
    cause: 'Links are never followed: they may lead out of the folder that was given.',
    remedy: 'Name the file that it points to.',
  },
  'encoding-unknown': {
    title: 'The declared encoding is not supported',
    cause: 'The file declares an encoding (PEP 263) that cannot be decoded and encoded back to the same bytes here.',
    remedy: 'Save the file as UTF-8 and change its declaration.',
    example: '# -*- coding: utf-16 -*-',
  },
  'encoding-invalid': {
    title: 'The file is not in its declared encoding',
    cause: 'Some of its bytes do not exist in that encoding; without a declaration, Python reads UTF-8.',
    remedy: 'Declare the right encoding in the first or second line, or save the file as UTF-8.',
    example: '# -*- coding: latin-1 -*-',
  },
  'encoding-conflict': {
    title: 'The byte order mark and the declaration disagree',
    cause: 'The file begins with a UTF-8 byte order mark and declares another encoding. Python refuses it.',
    remedy: 'Remove one of them.',
  },
  'encoding-lossy': {
    title: 'The bytes would not come back the same',
    cause: 'Decoding the file and encoding it again gives other bytes, so that an edit would change more than is meant.',
    remedy: 'Save the file as UTF-8.',
  },
  'syntax-error': {
    title: 'The file does not parse',
    cause: 'It is not valid in its language: a template, a merge conflict, or a syntax that the parser does not know.',
    remedy: 'Mend the line that is named, or exclude the file: --exclude.',
  },
  'python-2': {
    title: 'The file is Python 2',
    cause: 'It holds a print or exec statement.',
    remedy: 'Port it to Python 3 first.',
  },
  'too-deep': {
    title: 'The syntax tree is too deep',
    cause: 'Expressions or blocks are nested deeper than a parser can safely walk.',
    remedy: 'Split the expression.',
  },
  'file-missing': {
    title: 'The file is gone',
    cause: 'It was listed and then could not be found.',
    remedy: 'Run the command again.',
  },
  'worker-crash': {
    title: 'The child process died',
    cause: 'Parsing or transforming this file ended the process that held it. The other files were done.',
    remedy: 'Report the file, or exclude it: --exclude.',
  },
  'out-of-memory': {
    title: 'The child process ran out of memory',
    cause: 'Transforming this file needed more memory than a child may have.',
    remedy: 'Exclude the file, or split it.',
  },
  deadline: {
    title: 'The file took too long',
    cause: 'Its transform was stopped at the deadline. The other files were done.',
    remedy: 'Exclude the file, or report it with the codemod that was run.',
  },
  'codemod-threw': {
    title: 'The codemod failed on this file',
    cause: 'Its transform threw an error. The file is as it was.',
    remedy: 'Report it to the author of the codemod, with the file.',
  },
  'code-undeclared': {
    title: 'The codemod reports a code that it does not declare',
    cause: 'Every code of a finding must stand in `codes` of the codemod, with cause and remedy.',
    remedy: 'Declare it.',
  },
  'yield-invalid': {
    title: 'The codemod yielded something unknown',
    cause: 'A transform yields what fix, finding and note of its context make, and nothing else.',
    remedy: 'Report it to the author of the codemod, with the file.',
  },
  'edit-invalid': {
    title: 'The codemod yielded an edit that cannot be applied',
    cause: 'It is out of range, expects other text than stands there, changes nothing, or meets another edit of the same fix.',
    remedy: 'Report it to the author of the codemod, with the file.',
  },
  'not-settled': {
    title: 'The codemod does not settle',
    cause: 'Its own result would be changed again, more often than it declares. The file is as it was.',
    remedy: 'Report it to the author of the codemod, with the file.',
  },
  'not-encodable': {
    title: 'The new text does not fit the encoding of the file',
    cause: 'It holds a character that does not exist there.',
    remedy: 'Save the file as UTF-8 first.',
  },
  'output-refused': {
    title: 'The new text is not valid',
    cause: 'The parser, or python3 itself, refuses what the codemod made. The file is as it was.',
    remedy: 'Report it to the author of the codemod, with the file.',
  },
  'engine-fault': {
    title: 'The toolkit failed on this file',
    cause: 'A fault of the toolkit itself. The file is as it was.',
    remedy: 'Please report it, with the file.',
  },
  'create-exists': {
    title: 'A file stands where one would be made',
    cause: 'The codemod makes new files only; what stands is never overwritten.',
    remedy: 'Compare the two, and move or remove the one that stands.',
  },
  'path-refused': {
    title: 'The codemod wants to write where it may not',
    cause: 'The path leads out of the root, or into .git or .codex.',
    remedy: 'Report it to the author of the codemod.',
  },
  'withheld-unsafe': {
    title: 'A fix was found that may change more than is meant',
    cause: 'Its author marks it as unsafe and says why, or it would lose a comment.',
    remedy: 'Read the reason beside it. To apply it: --unsafe.',
  },
  'withheld-manual': {
    title: 'A fix was found that a person has to make',
    cause: 'The codemod shows what would be done, and will not do it.',
    remedy: 'Read the reason beside it and edit the file.',
  },
  'withheld-overlap': {
    title: 'Two fixes change the same place',
    cause: 'The later one was left out whole.',
    remedy: 'Run the command again.',
  },
  'withheld-import': {
    title: 'The import that a fix needs cannot be placed',
    cause: 'There is no place where it would be exact; the reason stands beside it.',
    remedy: 'Add the import by hand and run the command again.',
  },
  'codemod-unknown': {
    title: 'There is no such codemod',
    cause: 'The name is not one of the toolkit.',
    remedy: 'See: codemod list. A codemod of your own is named by its path.',
    example: 'codemod apply ./codemods/my-own/codemod.ts src',
  },
  'codemod-invalid': {
    title: 'The codemod is not well declared',
    cause: 'defineCodemod was given something that it refuses.',
    remedy: 'The message says what; codemods/README.md shows how.',
  },
  'codemod-unloadable': {
    title: 'The codemod cannot be loaded',
    cause: 'Its module cannot be found or evaluated, or has no default export made by defineCodemod.',
    remedy: 'The message says what failed.',
  },
  'param-unknown': {
    title: 'There is no such parameter',
    cause: 'The codemod does not declare it.',
    remedy: 'See: codemod show <name>.',
  },
  'param-invalid': {
    title: 'The value of a parameter is not valid',
    cause: 'It is not of the declared type, or not one of its choices.',
    remedy: 'See: codemod show <name>.',
  },
  'query-invalid': {
    title: 'The query is not valid',
    cause: 'tree-sitter cannot compile it for this language.',
    remedy: 'See what there is to match: codemod tree <file>.',
  },
  'pattern-invalid': {
    title: 'The pattern is not valid',
    cause: 'It is not a piece of the language when its metavariables are taken as names.',
    remedy: 'Write it as it would stand in a file: sqlite3.connect($$$ARGS).',
  },
  'fixture-invalid': {
    title: 'A fixture is not well made',
    cause: 'Its folder or its case.yaml holds something that is not known, or lacks its input.',
    remedy: 'codemods/README.md shows the form.',
  },
  'path-missing': {
    title: 'There is no such path',
    cause: 'A path on the command line does not exist.',
    remedy: 'Check the spelling.',
  },
  'two-repositories': {
    title: 'The paths are in two repositories',
    cause: 'A run changes one repository, and is recorded in it.',
    remedy: 'Run the command once in each.',
  },
  'git-failed': {
    title: 'git failed',
    cause: 'A git command ended with an error, which is shown.',
    remedy: 'Mend what it names.',
  },
  'git-timeout': {
    title: 'git did not answer',
    cause: 'A git command took longer than a minute and was ended, for example because its configuration names a pipe.',
    remedy: 'Run the command that is named by hand in that folder, and see what it waits for.',
  },
  'dirty-tree': {
    title: 'Files that would change have uncommitted changes',
    cause: 'An edit on top of them could not be told apart from your own work.',
    remedy: 'Commit or stash them, or say --allow-dirty.',
  },
  'stale-plan': {
    title: 'The files are not what they were when the plan was made',
    cause: 'Content, mode or kind of a file changed in between. Nothing was written.',
    remedy: 'Run the command again.',
  },
  'write-refused': {
    title: 'Some files cannot be written',
    cause:
      'They are read-only, immutable, hard-linked, or in a folder that may not be written. A run changes all of its files or none.',
    remedy: 'Mend their permissions, or leave them out: --exclude.',
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
  'promise-broken': {
    title: 'A promise of the toolkit was broken',
    cause: 'A check of its own result failed: this is a bug.',
    remedy: 'Please report it with the command and the files.',
  },
  usage: {
    title: 'The command line is not valid',
    cause: 'The message says what.',
    remedy: 'See: codemod <command> --help.',
  },
  'not-a-file': {
    title: 'The path is not a regular file',
    cause: 'It is a device, a socket or a named pipe. Such files are not opened to the end.',
    remedy: 'Nothing: it is left alone.',
  },
  'path-encoding': {
    title: 'The name of the file is not valid UTF-8',
    cause: 'Such a name cannot be recorded or shown exactly.',
    remedy: 'Rename the file.',
  },
  'file-unreadable': {
    title: 'The file cannot be read',
    cause: 'The system refused, most often for want of permission.',
    remedy: 'Look at its permissions and at the error that is named.',
  },
  'file-changing': {
    title: 'The file kept changing while it was read',
    cause: 'Another program is writing to it.',
    remedy: 'Stop that program and run the command again.',
  },
  'file-is-directory': {
    title: 'A folder stands where a file was listed',
    cause: 'It was replaced between listing and reading, or is not what git has recorded.',
    remedy: 'Run the command again.',
  },
  'git-missing': {
    title: 'There is no git',
    cause: 'The folder is a repository, and no git was found on the PATH.',
    remedy: 'Install git, or leave the repository out.',
  },
  'git-dubious-ownership': {
    title: 'The repository belongs to somebody else',
    cause: 'git refuses to work in a folder of another owner, and so do we.',
    remedy: 'If you trust it: git config --global --add safe.directory <folder>.',
  },
  'repository-redirected': {
    title: 'The repository writes somewhere else',
    cause: 'Its core.worktree setting names another folder than the one that it stands in.',
    remedy: 'Remove that setting, or run the command in the folder that it names.',
  },
  'bare-repository': {
    title: 'The folder is a bare repository',
    cause: 'There are no files to change: it is a repository without a work tree, or the folder of git itself.',
    remedy: 'Clone it and run the command in the clone.',
  },
  'glob-invalid': {
    title: 'A glob is not valid',
    cause: 'It is empty, too long or too deep to be matched safely.',
    remedy: 'Write a simpler glob: src/**/*.py.',
  },
  'capture-missing': {
    title: 'A query has no such capture',
    cause: 'The codemod asks a match for a capture that its query does not name, or that did not match.',
    remedy: 'Report it to the author of the codemod.',
  },
  'code-invalid': {
    title: 'The codemod gave code that does not parse',
    cause: 'Code for a statement or clause is not valid by itself.',
    remedy: 'Report it to the author of the codemod.',
  },
  'journal-damaged': {
    title: 'The journal of a run is damaged',
    cause: 'A file in .codex/runs is not what the run has written.',
    remedy: 'Keep a copy of .codex/runs, compare the files by hand with git, then remove the folder of that run.',
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
  'plan-inconsistent': {
    title: 'The plan does not lead to what it promises',
    cause: 'Its edits do not give the content whose hash it holds. Nothing was written.',
    remedy: 'Please report it: this is a bug, or the plan was edited by hand.',
  },
  'io-error': {
    title: 'The system refused a read or a write',
    cause: 'No space, no permission, or a fault of the disk.',
    remedy: 'Mend what the message names and run the command again.',
  },
  internal: {
    title: 'The toolkit failed',
    cause: 'A fault of the toolkit itself.',
    remedy: 'Please report it with the command.',
  },
  'withheld-rejected': {
    title: 'A fix was rejected',
    cause: 'A person has decided against it.',
    remedy: 'Nothing: it is left out.',
  },
};
