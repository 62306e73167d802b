import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BRANCH, OLD, outcomes, PULL_REQUESTS, planAndApprove, updateAll, withForgeScene } from '../../testing/forge-scene.js';
import { suite } from '../../testing/suite.js';
import { campaignFolder } from '../campaign/campaign-folder.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { planCampaign } from './plan.js';
import { publish } from './publish.js';
import { close, merge, sync, undo } from './remote-verbs.js';
import { resume } from './resume.js';
import type { VerbContext } from './verb.js';

const test = suite('a journal that is cut at any line');
test.after(coolDown);

/** A step of a campaign's life: what a person does before it, and the verb. */
interface Step {
  readonly name: string;
  readonly person?: readonly (readonly [action: 'merge' | 'commit' | 'close', wanted: Readonly<Record<string, unknown>>])[];
  readonly before?: (context: VerbContext) => Promise<void>;
  readonly verb: (context: VerbContext) => Promise<unknown>;
}

const A = { repo: 'acme/a', number: 1 };
const LIFE: readonly Step[] = [
  { name: 'plan', verb: (context) => planCampaign(context, {}, new Map()) },
  { name: 'publish', before: planAndApprove, verb: (context) => publish(context, PULL_REQUESTS) },
  { name: 'sync', person: [['merge', A]], verb: (context) => sync(context, {}) },
  {
    name: 'update',
    person: [['commit', { repo: 'acme/b', file: 'more.py', content: OLD }]],
    verb: (context) => planCampaign(context, { again: true }, new Map()),
  },
  { name: 'publish of what is new', before: updateAll, verb: (context) => publish(context, PULL_REQUESTS) },
  { name: 'close', verb: (context) => close(context, {}) },
  { name: 'publish again', verb: (context) => publish(context, PULL_REQUESTS) },
  { name: 'merge', verb: (context) => merge(context, { repos: ['*/acme/b'] }) },
  { name: 'undo', verb: (context) => undo(context, {}) },
];

test('resuming ends as the verb has ended, at the host and in the journal', async () => {
  const three = { 'acme/a': { 'a.py': OLD }, 'acme/b': { 'a.py': OLD }, 'acme/c': { 'a.py': OLD } };
  await withForgeScene('github', three, async ({ forge, scene, run }) => {
    const journal = path.join(campaignFolder(scene.root, scene.spec.name), 'journal.jsonl');
    const world = async (): Promise<unknown> => (await forge.dump()).repositories;
    const ends: string[] = [];
    let cuts = 0;
    let behind = 0;
    for (const { name, person = [], before = async () => {}, verb } of LIFE) {
      for (const [action, wanted] of person) await forge.act(action, wanted);
      await run(before);
      const begun = linesOf(journal).length;
      await run(async (context) => {
        await verb(context);
        ends.push(`${name}: ${outcomes(context).join(', ')}`);
      });
      const lines = linesOf(journal);
      const [end, last] = [await world(), ends.at(-1)];
      // The work is done, and the journal does not tell of it: the worst that a kill can leave.
      for (let kept = begun + 1; kept < lines.length; kept++) {
        writeFileSync(journal, `${lines.slice(0, kept).join('\n')}\n{"at":"torn`);
        await run(async (context) => {
          if (`${name}: ${outcomes(context).join(', ')}` !== last) behind++;
          assert.notEqual(context.campaign.state.unfinished, null);
          await resume(context, new Map());
          assert.equal(`${name}: ${outcomes(context).join(', ')}`, last, `cut after ${kept - begun} lines`);
          assert.equal(context.campaign.state.unfinished, null);
          for (const { intent } of context.campaign.state.repositories.values()) assert.equal(intent, null);
        });
        assert.deepEqual(await world(), end, `${name}, cut after ${kept - begun} lines`);
        cuts++;
      }
      writeFileSync(journal, `${lines.join('\n')}\n`);
    }
    assert.deepEqual(ends, [
      'plan: planned, planned, planned',
      'publish: pr-open, pr-open, pr-open',
      'sync: merged, pr-open, pr-open',
      'update: merged, pr-open, pr-open',
      'publish of what is new: merged, pr-open, pr-open',
      'close: merged, undone, undone',
      'publish again: merged, pr-open, pr-open',
      'merge: merged, merged, pr-open',
      'undo: undone, undone, undone',
    ]);
    assert.ok(cuts > 50, `${cuts} cuts`);
    assert.ok(behind > 20, `the control: ${behind} of the cut journals told of another state`);
    const { erasedHumanCommits, repositories } = await forge.dump();
    assert.deepEqual(erasedHumanCommits, []);
    assert.deepEqual(Object.keys(repositories['acme/c']?.refs ?? {}), ['refs/heads/main']);
    assert.ok(`refs/heads/${BRANCH}--revert` in (repositories['acme/a']?.refs ?? {}));
  });
});

function linesOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}
