import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type ForgeScene,
  OLD,
  outcomes,
  PULL_REQUESTS,
  publishAll,
  SECRETS,
  states,
  updateAll,
  withForgeScene,
} from '../../testing/forge-scene.js';
import { suite } from '../../testing/suite.js';
import { campaignFolder } from '../campaign/campaign-folder.js';
import { FORGE_KINDS } from '../hosts/host-settings.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { readMarker } from '../publishing/marker.js';
import { approve } from './approve.js';
import { publish } from './publish.js';
import { close, sync } from './remote-verbs.js';
import type { VerbContext } from './verb.js';

const test = suite("a person's words in a pull request");
test.after(coolDown);

const ONE = { 'acme/api': { 'a.py': OLD } };
/** A title that another plan makes another one. */
const SETTINGS = { settings: 'publish: { title: "{{fixes}} by machine" }\n' };
const PULL = { repo: 'acme/api', number: 1 };

interface Seen {
  readonly title: string;
  readonly body: string;
  readonly comments: readonly string[];
}

async function seen({ forge }: ForgeScene): Promise<Seen> {
  const [pull] = (await forge.dump()).repositories['acme/api']?.pulls ?? [];
  const comments = pull?.['comments'] as readonly { readonly body: string }[] | undefined;
  return { title: String(pull?.['title']), body: String(pull?.['body']), comments: (comments ?? []).map(({ body }) => body) };
}

/** The base gets one more file to mend: the plan of the unit is another one then. */
async function renewed({ forge, run }: ForgeScene, file: string): Promise<void> {
  await forge.act('commit', { repo: 'acme/api', file, content: OLD });
  await run(updateAll);
}

async function publishOnly(context: VerbContext): Promise<void> {
  await publish(context, PULL_REQUESTS);
  assert.deepEqual(outcomes(context), ['pr-open']);
}

/** As when the journal has lost that it was published. */
async function publishAgain(context: VerbContext): Promise<void> {
  await context.campaign.append([{ event: 'unapproved', repo: states(context)[0]?.repo ?? '', shard: '' }]);
  await approve(context.campaign, {});
  await publishOnly(context);
}

function planOf(context: VerbContext): string | undefined {
  return states(context)[0]?.units[0]?.approved ?? undefined;
}

const killed = {
  ...SECRETS,
  after: async () => {
    throw new Error('killed');
  },
};

/** The work is done at the host, and nothing of it comes into the journal. */
async function publishKilled({ run }: ForgeScene): Promise<void> {
  await assert.rejects(run(publishOnly, killed), /killed/);
}

for (const dialect of FORGE_KINDS) {
  test(`${dialect}: what a person has written stays, and what is new is told once`, () =>
    withForgeScene(
      dialect,
      ONE,
      async (scene) => {
        const { forge, run } = scene;
        await run(publishAll);
        const { body } = await seen(scene);
        const marker = body.slice(body.lastIndexOf('<!--'));
        await forge.act('edit', { ...PULL, title: 'By hand', body: `Please look at a.py first.\n\n${marker}` });
        await run(publishAgain);
        assert.deepEqual((await seen(scene)).comments, [], 'nothing is new');
        await renewed(scene, 'b.py');
        // The comment comes through, its answer does not.
        await forge.act('fault', { on: { operation: 'comment' }, effect: { kind: 'drop-after' } });
        await publishKilled(scene);
        await run(publishOnly);
        await run(publishAgain);
        const after = await seen(scene);
        assert.equal(after.title, 'By hand');
        assert.match(after.body, /^Please look at a\.py first\.\n\n<!-- codemod: /);
        assert.equal(after.comments.length, 1, after.comments.join('\n\n'));
        assert.match(after.comments[0] ?? '', /2 fixes in 2 files[\s\S]*b\.py[\s\S]*npx codex-codemod apply cli-sys-import/);
        await run(async (context) => assert.equal(readMarker(after.body)?.plan, planOf(context)));
        await renewed(scene, 'c.py');
        await run(publishOnly);
        const last = await seen(scene);
        assert.deepEqual([last.title, last.comments.length], ['By hand', 2]);
        assert.match(last.comments[1] ?? '', /3 fixes in 3 files/);
        await run(async (context) => {
          await close(context, {});
          await sync(context, {});
          assert.deepEqual(outcomes(context), ['undone']);
        });
        assert.match((await seen(scene)).body, /^Please look at a\.py first\.\n\n<!-- codemod: .* closed=close -->\n$/);
      },
      SETTINGS,
    ));

  test(`${dialect}: each field is looked at alone, and what a host makes of line ends is no edit`, () =>
    withForgeScene(
      dialect,
      ONE,
      async (scene) => {
        const { forge, run } = scene;
        await run(publishAll);
        const { body } = await seen(scene);
        await forge.act('edit', { ...PULL, title: 'By hand', body: `${body.replaceAll('\n', '\r\n')}  \r\n` });
        await renewed(scene, 'b.py');
        await run(publishOnly);
        const first = await seen(scene);
        assert.deepEqual([first.title, first.comments], ['By hand', []]);
        assert.match(first.body, /2 fixes in 2 files/);
        await forge.act('edit', { ...PULL, title: '1 fix by machine', body: 'Mine.' });
        await renewed(scene, 'c.py');
        await run(publishOnly);
        await run(publishAgain);
        const last = await seen(scene);
        assert.deepEqual([last.title, last.body, last.comments.length], ['3 fixes by machine', 'Mine.', 1]);
      },
      SETTINGS,
    ));

  test(`${dialect}: what a process wrote that did not live to tell of it is ours`, () =>
    withForgeScene(
      dialect,
      ONE,
      async (scene) => {
        const { run } = scene;
        await run(publishAll);
        await renewed(scene, 'b.py');
        await publishKilled(scene);
        assert.match((await seen(scene)).body, /2 fixes in 2 files/);
        await renewed(scene, 'c.py');
        await run(publishOnly);
        const { title, body, comments } = await seen(scene);
        assert.deepEqual([title, comments], ['3 fixes by machine', []]);
        assert.match(body, /3 fixes in 3 files/);
      },
      SETTINGS,
    ));
}

test('a journal that says nothing of texts is read, and what cannot be proved to be ours stays', () =>
  withForgeScene('github', ONE, async (scene) => {
    const { forge, run } = scene;
    await run(publishAll);
    const file = path.join(campaignFolder(scene.scene.root, scene.scene.spec.name), 'journal.jsonl');
    const journal = readFileSync(file, 'utf8');
    const without = journal.replace(/,"texts":\{[^}]*\}|"texts":\{[^}]*\},/g, '');
    assert.notEqual(without, journal);
    writeFileSync(file, without);
    await renewed(scene, 'b.py');
    await run(publishOnly);
    assert.match((await seen(scene)).body, /2 fixes in 2 files/, 'the plan that its marker names makes this text');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/,"texts":\{[^}]*\}|"texts":\{[^}]*\},/g, ''));
    await forge.act('edit', { ...PULL, body: 'Mine.' });
    await renewed(scene, 'c.py');
    await run(publishOnly);
    const { body, comments } = await seen(scene);
    assert.deepEqual([body, comments.length], ['Mine.', 1]);
  }));
