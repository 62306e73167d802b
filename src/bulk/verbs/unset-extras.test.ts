import assert from 'node:assert/strict';
import { OLD, outcomes, PULL_REQUESTS, publishAll, states, updateAll, withForgeScene } from '../../testing/forge-scene.js';
import { suite } from '../../testing/suite.js';
import { FORGE_KINDS } from '../hosts/host-settings.js';
import { makeRedactor } from '../hosts/redactor.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { withoutSecrets } from '../model/without-secrets.js';
import { publish } from './publish.js';
import { sync } from './remote-verbs.js';
import type { VerbContext } from './verb.js';

const test = suite('what cannot be set at a pull request');
test.after(coolDown);

const ONE = { 'acme/api': { 'a.py': OLD } };

function notes(context: VerbContext): readonly string[] {
  return states(context)[0]?.units[0]?.notes ?? [];
}

for (const dialect of FORGE_KINDS) {
  test(`${dialect}: labels and people that there are not are told, and stay told`, () =>
    withForgeScene(
      dialect,
      ONE,
      async ({ forge, run }) => {
        await run(async (context) => {
          await publishAll(context);
          assert.deepEqual(outcomes(context), ['pr-open']);
          assert.equal(notes(context).length, 3, notes(context).join('\n'));
          for (const name of ['no-such-label', 'nobody-asked', 'nobody-assigned'])
            assert.match(notes(context).join('\n'), RegExp(name));
        });
        await forge.act('commit', { repo: 'acme/api', file: 'b.py', content: OLD });
        await run(async (context) => {
          await sync(context, {});
          await updateAll(context);
          await publish(context, PULL_REQUESTS);
          assert.equal(notes(context).length, 3);
        });
      },
      {
        settings:
          'publish: { labels: [codemod, no-such-label], reviewers: [ada, nobody-asked], assignees: [grace, nobody-assigned] }\n',
      },
    ));
}

test('nothing is told where all can be set', () =>
  withForgeScene(
    'github',
    ONE,
    async ({ run }) => {
      await run(async (context) => {
        await publishAll(context);
        assert.deepEqual(notes(context), []);
      });
    },
    { settings: 'publish: { labels: [codemod], reviewers: [ada], assignees: [grace] }\n' },
  ));

test('a comment that a host does not take is told, and holds nothing up', () =>
  withForgeScene('github', ONE, async ({ forge, run }) => {
    await run(publishAll);
    await forge.act('edit', { repo: 'acme/api', number: 1, body: 'Mine.' });
    await forge.act('commit', { repo: 'acme/api', file: 'b.py', content: OLD });
    await forge.act('fault', { on: { operation: 'comment' }, effect: { kind: 'status', status: 403 } });
    await run(async (context) => {
      await updateAll(context);
      await publish(context, PULL_REQUESTS);
      assert.deepEqual(outcomes(context), ['pr-open']);
      assert.match(notes(context).join(), /^What is new could not be told in a comment: /);
    });
  }));

test('what a host says of a name is told without a secret', () => {
  const pullRequest = { number: 1, url: 'https://h/1', state: 'open', checks: 'none', draft: false, mergeCommit: null } as const;
  const event = { event: 'pull-request', shard: '', pullRequest, notes: ['bad header s3cret-token-value', 'fine'] } as const;
  const told = withoutSecrets(event, makeRedactor(new Set(['s3cret-token-value'])));
  assert.doesNotMatch(JSON.stringify(told), /s3cret-token-value/);
  assert.equal(told.notes[1], 'fine');
});
