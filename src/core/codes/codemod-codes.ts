import type { CodeDoc } from '../code-doc.js';

/** Codes of codemods: how they are declared, found and called, and what they yield. */
export const CODEMOD_CODES: Readonly<Record<string, CodeDoc>> = {
  'codemod-threw': {
    title: 'The codemod failed on this file',
    cause: 'Its transform threw an error. The file is as it was.',
    remedy: 'Report it to the author of the codemod, with the file.',
  },
  'permission-refused': {
    title: 'The transform wants more than transforms may do',
    cause:
      'It writes a file, runs a program, starts a thread, loads a compiled module or, from Node 25 on, uses the network. Node withholds that from the processes that transform.',
    remedy: 'Look at what it does. If you want that, allow it: `--allow fs-write` and the like, see `codemod apply --help`.',
  },
  'code-undeclared': {
    title: 'The codemod reports a code that it does not declare',
    cause: 'Every code of a finding must stand in `codes` of the codemod, with cause and remedy.',
    remedy: 'Declare it.',
    example: [
      'codes: {',
      "  OLD001: { title: 'old_api is passed on', cause: 'The call cannot be seen.', remedy: 'Rename it by hand.' },",
      '},',
    ].join('\n'),
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
  'tsconfig-invalid': {
    title: 'The project of the file cannot be read',
    cause:
      'Its tsconfig.json, or one that it extends by a path, is not valid, not there or outside of the run, so that nobody knows its types. Files of other projects were done.',
    remedy: 'Mend what the message names, and run it again.',
    example: 'tsc --showConfig --project tsconfig.json',
  },
  'tsconfig-incomplete': {
    title: 'A tsconfig.json is not complete',
    cause: 'What it extends or lists is not there, as where packages are not installed. Types may be less exact.',
    remedy: 'Install the packages, and run it again.',
    example: 'npm install --save-dev @tsconfig/node20',
  },
  'project-outside': {
    title: 'The project may be larger than the folder of the run',
    cause:
      'A tsconfig.json stands above that folder. Outside of git a run looks at nothing above the folders that it is given, so that what imports from them there keeps the old names.',
    remedy: 'Run it over the folder that holds the whole project.',
    example: 'codemod apply ./rename.ts .',
  },
  'change-outside': {
    title: 'The transform would also change what it may not',
    cause:
      'It changes a file that is not among those of the run, or makes one where something stands. Half of a change is none: nothing of it was done.',
    remedy: 'Run it over the files that the message names as well.',
    example: 'codemod apply ./rename.ts packages/core packages/app',
  },
  'project-too-large': {
    title: 'There is too much source to look at it all',
    cause: 'A codemod that knows types reads all sources of the folder or commit, and these have too many bytes.',
    remedy: 'Keep what is generated out of the repository, or use tsMorphTransform, which looks at one file at a time.',
    example: 'languages: { javascript: tsMorphTransform((sourceFile) => sourceFile.organizeImports()) }',
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
    example: 'codemod new retire-old-api --language python',
  },
  'codemod-unloadable': {
    title: 'The codemod cannot be loaded',
    cause: 'Its module cannot be found or evaluated, or has no default export made by defineCodemod.',
    remedy: 'The message says what failed.',
    example: [
      "import { defineCodemod } from 'codex-codemod';",
      '',
      'export default defineCodemod({ /* name, version, summary, ... */ });',
    ].join('\n'),
  },
  'rule-invalid': {
    title: 'A rule of ast-grep cannot be run',
    cause:
      'Its file is no YAML, lacks a key or has one that is not known, or asks for what cannot be done just as ast-grep does it.',
    remedy: 'The message says which key, and where.',
    example: ['id: no-var', 'language: JavaScript', 'rule:', '  pattern: var $NAME = $VALUE', 'fix: let $NAME = $VALUE'].join(
      '\n',
    ),
  },
  'param-unknown': {
    title: 'There is no such parameter',
    cause: 'The codemod does not declare it.',
    remedy: 'See: codemod show <name>.',
    example: 'codemod apply cli-sys-import --param modules=sys,json src',
  },
  'param-invalid': {
    title: 'The value of a parameter is not valid',
    cause: 'It is not of the declared type, or not one of its choices.',
    remedy: 'See: codemod show <name>.',
    example: 'codemod apply cli-sys-import --param strategy=click src',
  },
  'query-invalid': {
    title: 'The query is not valid',
    cause: 'tree-sitter cannot compile it for this language.',
    remedy: 'See what there is to match: codemod tree <file>.',
    example: "codemod query '(call function: (identifier) @name) @call' src",
  },
  'pattern-invalid': {
    title: 'The pattern is not valid',
    cause: 'It is not a piece of the language when its metavariables are taken as names.',
    remedy: 'Write it as it would stand in a file: sqlite3.connect($$$ARGS).',
    example: "codemod query --pattern 'sqlite3.connect($$$ARGS)' src",
  },
  'fixture-invalid': {
    title: 'A fixture is not well made',
    cause: 'Its folder or its case.yaml holds something that is not known, or lacks its input.',
    remedy: 'codemods/README.md shows the form.',
    example: [
      'shows: A star import may bring the module along.',
      'params: { modules: [sys, json] }',
      'findings:',
      '  - { path: app.py, line: 12, code: SYS001 }',
    ].join('\n'),
  },
  'template-invalid': {
    title: 'A template does not fit its codemod',
    cause: 'The file is not there, or a name in it has no value, or a value no name.',
    remedy: 'Report it to the author of the codemod.',
    example: 'Hello {{name}}!',
  },
  'glob-invalid': {
    title: 'A glob is not valid',
    cause: 'It is empty, has a bracket or brace that is never closed, or is too long or too deep to be matched safely.',
    remedy: 'Write a simpler glob: src/**/*.py.',
    example: "codemod apply utc-datetime --include 'src/**/*.py'",
  },
  'capture-missing': {
    title: 'A query has no such capture',
    cause: 'The codemod asks a match for a capture that its query does not name, or that did not match.',
    remedy: 'Report it to the author of the codemod.',
    example: [
      "for (const match of query('(call function: (identifier) @name)')) {",
      "  yield finding('OLD001', match.one('name'));",
      '}',
    ].join('\n'),
  },
  'code-invalid': {
    title: 'The codemod gave code that does not parse',
    cause: 'Code for a statement or clause is not valid by itself.',
    remedy: 'Report it to the author of the codemod.',
  },
};
