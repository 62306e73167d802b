import assert from 'node:assert/strict';
import { Command } from 'commander';
import { suite } from '../../testing/suite.js';
import { type SelectingOptions, selectionOf, selectionWords, withSelecting } from './options.js';

const test = suite('options of bulk commands');

test('a selection is written as it can be typed again', () => {
  const asked: SelectingOptions = {
    ...{ repo: ['h/acme/a', 'h/acme/*'], group: ["it's"], wave: [1, 2], shape: ['abc'] },
    ...{ outcome: ['planned', 'failed'], where: ['code=git-failed'] },
  };
  const words = selectionWords(asked);
  assert.deepEqual(words.slice(0, 6), ['--repo', 'h/acme/a', '--repo', "'h/acme/*'", '--group', `'it'\\''s'`]);
  const typed = words.map((word) => word.replace(/^'([\s\S]*)'$/, '$1').replaceAll(`'\\''`, "'"));
  const read = withSelecting(new Command()).parse(typed, { from: 'user' }).opts<SelectingOptions>();
  assert.deepEqual(selectionOf(read), selectionOf(asked));
  assert.deepEqual(selectionWords({}), [], 'control');
});
