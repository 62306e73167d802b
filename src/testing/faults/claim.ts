import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.js';
import { sideOf, sideOfFiles } from '../side.js';
import type { CallPoint, TracedRun } from '../strace.js';

/** libuv makes a call again that a signal has interrupted: it is no failure. */
const REPEATED = 'error=EINTR';

/**
 * What a disturbed process said of itself must be what is on the disk, before anybody repairs anything.
 *
 * @returns `done`, `crashed`, `refused`, or what it said of the files: `untouched`, `unfinished`, `interrupted`.
 */
export function checkClaim(root: string, point: CallPoint, fault: string, run: TracedRun, scenario?: Scenario): string {
  const { status, stdout } = run;
  if (status !== 0) return 'crashed';
  const said: unknown = JSON.parse(stdout);
  assert.ok(typeof said === 'object' && said !== null && 'kind' in said);
  if (said.kind === 'done') {
    assert.equal(sideOf(root, scenario), 'after');
    assert.ok(point.call !== 'fsync' || fault === REPEATED, 'a failed fsync is a failed write');
    return 'done';
  }
  // Where removing has stopped to work, what was staged stays until the next command.
  const side = fault.endsWith('+') ? sideOfFiles(root, scenario) : sideOf(root, scenario);
  if (said.kind === 'refused') {
    assert.equal(side, 'before', stdout);
    return 'refused';
  }
  assert.equal(said.kind, 'failed', stdout);
  assert.ok('state' in said && 'message' in said);
  assert.match(String(said.message), /\(E[A-Z]+\)|bytes|damaged/);
  if (said.state === 'untouched') assert.equal(side, 'before');
  // The folders that it leaves empty are the last to go.
  if (said.state === 'unfinished') assert.equal(sideOfFiles(root, scenario), 'after');
  return String(said.state);
}
