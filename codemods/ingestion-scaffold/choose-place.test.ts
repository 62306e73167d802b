import assert from 'node:assert/strict';
import { pythonLayout } from '../../src/languages/python/project-layout.js';
import { suite } from '../../src/testing/suite.js';
import { choosePlace } from './choose-place.js';
import { isRefusal } from './place.js';

const test = suite('the place of the ingestion scaffold');

interface Given {
  readonly paths: readonly string[];
  readonly name?: string;
  readonly isProject?: boolean;
  readonly target?: string;
  readonly inside?: string;
}

/** The place in short: folder, dotted name, import root and folder of tests; or the code of a refusal. */
function place({ paths, name, isProject = false, target = '', inside = '' }: Given): string {
  const chosen = choosePlace(
    {
      paths: new Set(paths),
      layout: pythonLayout(paths),
      facts: { name: name ?? null, buildBackend: null },
      hasPython: paths.some((path) => path.endsWith('.py')),
      hasOtherLanguage: paths.some((path) => path.endsWith('.js')),
      isProject,
    },
    { target, package: inside },
  );
  if (isRefusal(chosen)) return chosen.code;
  return `${chosen.folder} ${chosen.name} ${chosen.importRoot || '.'} ${chosen.testFolder}`;
}

const CASES: readonly (readonly [string, Given, string])[] = [
  ['an empty repository', { paths: [] }, 'src/ingestion ingestion src tests/test_ingestion'],
  ['packages in src', { paths: ['src/a/__init__.py', 'src/b/__init__.py'] }, 'src/ingestion ingestion src tests/test_ingestion'],
  ['one package at the root', { paths: ['a/__init__.py'] }, 'a/ingestion a.ingestion . tests/test_ingestion'],
  ['several at the root', { paths: ['a/__init__.py', 'b/__init__.py'] }, 'ING006'],
  [
    'one of the name of the project',
    { paths: ['a/__init__.py', 'b_c/__init__.py'], name: 'B-c' },
    'b_c/ingestion b_c.ingestion . tests/test_ingestion',
  ],
  [
    'what a run before made is no reason to ask',
    { paths: ['a/__init__.py', 'ingestion/__init__.py'] },
    'a/ingestion a.ingestion . tests/test_ingestion',
  ],
  ['single modules of a project', { paths: ['a.py', 'setup.py'], isProject: true }, 'ING006'],
  ['a project without modules yet', { paths: ['setup.py'], isProject: true }, 'src/ingestion ingestion src tests/test_ingestion'],
  ['another language', { paths: ['a.js'] }, 'ING001'],
  [
    'another language, and a target',
    { paths: ['a.js'], target: 'src/ingestion' },
    'src/ingestion ingestion src tests/test_ingestion',
  ],
  [
    'a target in a folder with a src of its own',
    { paths: [], target: 'services/api/src/intake/' },
    'services/api/src/intake intake services/api/src tests/test_intake',
  ],
  ['a target below a package', { paths: ['a/__init__.py'], target: 'a/b/intake' }, 'a/b/intake a.b.intake . tests/test_intake'],
  ['a target that is src itself', { paths: [], target: 'src' }, 'src src . tests/test_src'],
  ['a target that climbs', { paths: [], target: '../intake' }, 'ING004'],
  ['a target that is absolute', { paths: [], target: '/intake' }, 'ING004'],
  ['a keyword', { paths: [], target: 'src/import' }, 'ING004'],
  [
    'a package by its folder',
    { paths: ['src/a/__init__.py'], inside: 'src/a' },
    'src/a/ingestion a.ingestion src tests/test_ingestion',
  ],
  ['the folder of tests that stands', { paths: ['test/a.py'] }, 'src/ingestion ingestion src test/test_ingestion'],
];

for (const [title, given, expected] of CASES) test(title, () => assert.equal(place(given), expected));
