import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { isModuleName, isStdlibModule, pythonLayout } from './project-layout.js';
import { isNamedAs, projectFacts } from './project-name.js';

const test = suite('the layout of a Python project');

function folders(paths: readonly string[]): readonly string[] {
  return pythonLayout(paths).packages.map(({ name, folder }) => `${name} ${folder}`);
}

test('packages in src', () => {
  const layout = pythonLayout([
    'src/b/__init__.py',
    'src/a/__init__.py',
    'src/a/x/__init__.py',
    'src/one.py',
    'setup.py',
    'c/__init__.py',
  ]);
  assert.deepEqual(layout, {
    importRoot: 'src',
    packages: [
      { name: 'a', folder: 'src/a' },
      { name: 'b', folder: 'src/b' },
    ],
    modules: ['one'],
  });
});

test('packages at the root, without tests, documentation and tools', () => {
  const paths = [
    'acme/__init__.py',
    'tests/__init__.py',
    'docs/__init__.py',
    'tools/x/__init__.py',
    'my-app/__init__.py',
    'setup.py',
    'a.py',
  ];
  assert.deepEqual(pythonLayout(paths), { importRoot: '', packages: [{ name: 'acme', folder: 'acme' }], modules: ['a'] });
});

test('namespaces', () => {
  assert.deepEqual(folders(['src/acme/tool/__init__.py', 'src/acme/web/__init__.py']), [
    'acme.tool src/acme/tool',
    'acme.web src/acme/web',
  ]);
  assert.deepEqual(folders(['src/acme/cli.py']), ['acme src/acme']);
  assert.deepEqual(folders(['acme/tool/__init__.py', 'tests/unit/__init__.py']), ['acme.tool acme/tool']);
  assert.deepEqual(folders(['acme/cli.py']), []);
  assert.deepEqual(folders(['acme/__init__.py', 'other/tool/__init__.py']), ['acme acme']);
});

test('src is a package itself', () => {
  assert.deepEqual(folders(['src/__init__.py', 'src/main.py']), ['src src']);
  assert.deepEqual(folders(['src/__init__.py', 'src/acme/__init__.py']), ['src.acme src/acme']);
});

test('no package at all', () => {
  assert.deepEqual(pythonLayout([]), { importRoot: '', packages: [], modules: [] });
  assert.deepEqual(pythonLayout(['src/index.js', 'run.py']), { importRoot: '', packages: [], modules: ['run'] });
});

test('names that can be imported', () => {
  assert.deepEqual(['acme', '_x', 'a-b', 'class', '1a', ''].map(isModuleName), [true, true, false, false, false, false]);
  assert.deepEqual(['json', 'acme'].map(isStdlibModule), [true, false]);
});

test('facts of pyproject.toml', () => {
  const text =
    '[build-system]\nbuild-backend = "hatchling.build"\n\n[tool.x]\nname = "no"\n[project] # here\nname = \'acme-tool\' # x\n[[a]]\n';
  assert.deepEqual(projectFacts(text), { name: 'acme-tool', buildBackend: 'hatchling.build' });
  assert.deepEqual(projectFacts('name = "x"\n[project.urls]\nname = "y"\n'), { name: null, buildBackend: null });
  assert.deepEqual(
    ['acme_tool', 'acme.tool', 'Acme-Tool', 'acme'].map((name) => isNamedAs('acme-tool', name)),
    [true, true, true, false],
  );
});
