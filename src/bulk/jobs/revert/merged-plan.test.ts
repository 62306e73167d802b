import assert from 'node:assert/strict';
import { suite } from '../../../testing/suite.js';
import { emptyUnit } from '../../campaign/fold-unit.js';
import type { UnitState } from '../../model/campaign-state.js';
import { markClosed, markerLine } from '../../publishing/marker.js';
import { mergedPlan } from './merged-plan.js';

const test = suite('the plan that was merged');

const SPEC = { name: 'pool' };
const plan = (name: string): string => name.repeat(64);
const commit = (name: string): string => name.repeat(40);
const body = (name: string, { campaign = 'pool', shard = '' } = {}): string =>
  `What it does.\n\n${markerLine({ campaign, plan: plan(name), shard })}\n`;
const pushed = (name: string): UnitState => ({
  ...emptyUnit(''),
  pushed: { branch: 'codemod/pool', commit: commit(name), plan: plan(name) },
});
const signed = (name: string, by: string): UnitState => ({
  ...emptyUnit(''),
  signed: { plan: plan(name), commit: commit(by) },
});

test('is that of the commit of ours which is its head, whatever its text says', () => {
  const merged = { headCommit: commit('a'), body: body('b') };
  assert.equal(mergedPlan(SPEC, pushed('a'), merged), plan('a'));
  assert.equal(mergedPlan(SPEC, signed('c', 'a'), merged), plan('c'));
});

test('is that of its marker where its head is no commit of ours, also where we have closed it before', () => {
  const merged = { headCommit: commit('f'), body: body('b') };
  assert.equal(mergedPlan(SPEC, emptyUnit(''), merged), plan('b'));
  assert.equal(mergedPlan(SPEC, pushed('a'), merged), plan('b'));
  assert.equal(mergedPlan(SPEC, emptyUnit(''), { ...merged, body: markClosed(merged.body, 'undo') }), plan('b'));
});

test('is what was pushed where the marker is of another campaign or unit, or gone', () => {
  for (const text of [body('b', { campaign: 'other' }), body('b', { shard: 'docs' }), 'By hand.']) {
    const merged = { headCommit: commit('f'), body: text };
    assert.equal(mergedPlan(SPEC, pushed('a'), merged), plan('a'));
    assert.equal(mergedPlan(SPEC, emptyUnit(''), merged), null, text);
  }
});
