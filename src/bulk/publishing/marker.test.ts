import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { closedBecause, markClosed, markerLine, readMarker } from './marker.js';

const test = suite('marker');

const MARKER = { campaign: 'x', plan: 'a'.repeat(64), shard: 'web' };

test('a pull request that we close says so, once, and is still known', () => {
  const body = `Some text.\r\n\r\n${markerLine(MARKER)}\r\n`;
  assert.equal(closedBecause(body), null);
  const closed = markClosed(body, 'undo');
  assert.equal(closedBecause(closed), 'undo');
  assert.equal(markClosed(closed, 'undo'), closed);
  assert.deepEqual(readMarker(closed), MARKER);
  assert.equal(closed.replace(' closed=undo', ''), body);
});

test('a body whose marker was taken out stays as it is', () => {
  assert.equal(markClosed('By hand.\n', 'close'), 'By hand.\n');
  assert.equal(closedBecause('By hand.\n'), null);
});
