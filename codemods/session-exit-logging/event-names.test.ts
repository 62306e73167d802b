import assert from 'node:assert/strict';
import { suite } from '../../src/testing/suite.js';
import { DEFAULT_EVENTS, isTelling, judgeName, wordsOf } from './event-names.js';

const test = suite('event-names');

function judged(names: string, events: readonly string[] = DEFAULT_EVENTS): readonly string[] {
  return names.split(' ').map((name) => judgeName(name, events));
}

test('names are taken apart at underscores and capitals', () => {
  assert.deepEqual(wordsOf('_emitRunFailed'), ['emit', 'run', 'failed']);
  assert.deepEqual(wordsOf('__log_HTTP2end'), ['log', 'http2end']);
});

test('a verb alone, in front or behind', () => {
  assert.deepEqual(new Set(judged('log _emit record audit track report publish')), new Set(['bare']));
  assert.deepEqual(
    new Set(judged('log_event emitRunFailed _record_timing write_audit send_report log_out_of_band')),
    new Set(['compound', 'none']),
  );
  assert.deepEqual(judged('log_event emitRunFailed _record_timing write_audit send_report'), Array(5).fill('compound'));
});

test('words that look alike are none', () => {
  const none = judged(
    'login logout log_in log_out logger catalog dialog close_log stop_record save_report log_to_csv log_error log_internal_error record_exception',
  );
  assert.deepEqual(new Set(none), new Set(['none']));
});

test('words of the user are taken at their word', () => {
  assert.deepEqual(judged('notify_closed closed_notify notify log_event renotify', ['notify']), [
    'chosen',
    'chosen',
    'chosen',
    'none',
    'none',
  ]);
  assert.deepEqual(judged('write_session write_session_end write', ['write_session']), ['chosen', 'chosen', 'none']);
});

test('a telling name speaks of an end', () => {
  assert.ok(isTelling('session_closed') && isTelling('runFailed') && !isTelling('result'));
});
