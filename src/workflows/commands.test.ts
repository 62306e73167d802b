import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { commandsOf } from './commands.js';

const test = suite('commands of a script');

const programs = (script: string): readonly string[] =>
  commandsOf(script).map(({ runner, program, args }) => [runner, program, ...args].join(' ').trim());

test('lines, lists and pipes', () => {
  assert.deepEqual(programs('pip install -e .\ncd x && pytest -q || true; ls | wc'), [
    'pip install -e .',
    'cd x',
    'pytest -q',
    'true',
    'ls',
    'wc',
  ]);
});

test('what stands in front of a program', () => {
  assert.deepEqual(programs('A=1 sudo python3.12 -m pytest x'), ['pytest x']);
  assert.deepEqual(programs('uv run --frozen --with x python -m mypy src'), ['uv run mypy src']);
  assert.deepEqual(programs('if [ -f x ]; then pip install -r x; fi'), ['[ -f x ]', 'pip install -r x', 'fi']);
});

test('comments, quotes, continued lines and expressions', () => {
  assert.deepEqual(programs('# pytest\necho "a; pytest" #pytest'), ['echo "a; pytest"']);
  assert.deepEqual(programs('pip install \\\n  x'), ['pip install x']);
  assert.deepEqual(programs('pip install ${{ matrix.x || y }} z'), ['pip install ${{ matrix.x || y }} z']);
});

test('where the program stands', () => {
  const script = 'pip install pytest && python -m pytest';
  assert.deepEqual(
    commandsOf(script).map(({ start }) => script.slice(start)),
    ['pip install pytest && python -m pytest', 'pytest'],
  );
});
