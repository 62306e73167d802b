import assert from 'node:assert/strict';
import { suite } from '../../../src/testing/suite.js';
import { moduleExpression, testPathFor } from './test-path.js';

const test = suite('testPathFor');

const CASES: readonly (readonly [module: string, others: readonly string[], test: string, expression: string])[] = [
  ['viewer.py', [], 'test_viewer_table_name.py', 'Path(__file__).resolve().parent / "viewer.py"'],
  ['viewer.py', ['tests/test_a.py'], 'tests/test_viewer_table_name.py', 'Path(__file__).resolve().parents[1] / "viewer.py"'],
  [
    'src/tool/cli.py',
    ['tests/unit/test_a.py'],
    'tests/test_tool_cli_table_name.py',
    'Path(__file__).resolve().parents[1] / "src" / "tool" / "cli.py"',
  ],
  [
    'tool/cli.py',
    ['tool/test/a.py', 'tests/b.py'],
    'tool/test/test_cli_table_name.py',
    'Path(__file__).resolve().parents[1] / "cli.py"',
  ],
  ['a/b-c.py', [], 'a/test_b_c_table_name.py', 'Path(__file__).resolve().parent / "b-c.py"'],
];

for (const [module, others, path, expression] of CASES) {
  test(`${module} is tested in ${path}`, () => {
    assert.equal(testPathFor(module, [module, ...others]), path);
    assert.equal(moduleExpression(module, path), expression);
  });
}
