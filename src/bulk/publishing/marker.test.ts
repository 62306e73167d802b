import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { closedBecause, markClosed, markerLine, readMarker, renewMarker } from './marker.js';
import { isSameText, textHash } from './text-hash.js';

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

test("the marker in a person's body is renewed, and nothing else of it", () => {
  const body = `Mine.\r\n\r\n${markClosed(markerLine(MARKER), 'close')}\r\nMore of mine.`;
  const next = { ...MARKER, plan: 'b'.repeat(64) };
  assert.equal(renewMarker(body, next), `Mine.\r\n\r\n${markerLine(next)}\r\nMore of mine.`);
  for (const other of [
    { ...next, campaign: 'y' },
    { ...next, shard: '' },
  ])
    assert.equal(renewMarker(body, other), body);
  assert.equal(renewMarker('Mine.', next), 'Mine.');
});

test('a text is known again by all but its marker and what hosts make of line ends', () => {
  const body = `Some text.\n\n${markerLine(MARKER)}\n`;
  for (const same of [body.replaceAll('\n', '\r\n'), body.trim(), markClosed(body, 'undo'), 'Some text.']) {
    assert.equal(textHash(same), textHash(body), same);
  }
  assert.notEqual(textHash(body.replace('text', 'words')), textHash(body));
  assert.ok(isSameText(body, body.replaceAll('\n', '\r\n')));
  assert.ok(!isSameText(body, markClosed(body, 'undo')));
});
