import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { closeBrowser, hasChromium, sharedBrowser, type WatchedPage, watchedPage } from '../../testing/browser.js';
import { hostileTexts } from '../../testing/hostile-texts.js';
import { eventually } from '../../testing/open-review.js';
import { manyRepositories, type SampleCampaign, type SampleRepository, sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { CampaignFold } from '../campaign/fold.js';
import type { Running } from '../model/running.js';
import { renderCampaignHtml } from './render-campaign-html.js';
import { startCampaignServer } from './start-campaign-server.js';

const test = suite('campaign page');
const isAble = hasChromium();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE: BrowserContextOptions = { viewport: { width: 1300, height: 800 } };
const servers: { close(): Promise<void> }[] = [];
/** What a failed test has left open would keep the process alive. */
test.after(async () => {
  await closeBrowser();
  await Promise.all(servers.map((server) => server.close()));
});

type Opened = WatchedPage & { end(): Promise<void> };

async function open(
  { spec, state }: SampleCampaign,
  options = WIDE,
  read = () => state,
  hash = '',
  running: () => Running | null = () => null,
): Promise<Opened> {
  const server = await startCampaignServer(spec, () => ({ state: read(), running: running() }));
  servers.push(server);
  const watched = await watchedPage(await sharedBrowser(), new URL(server.url).origin, options);
  await watched.page.goto(server.url + hash);
  await watched.page.waitForSelector('.campaign');
  const end = async (): Promise<void> => {
    await watched.page.context().close();
    await server.close();
  };
  return { ...watched, end };
}

async function axe(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(AXE);
  const violations = await page.evaluate<readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[]>(
    'axe.run({ resultTypes: ["violations"] }).then((result) => result.violations)',
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}

const shown = (page: Page): Promise<string | null> => page.locator('.shown [role=status]').textContent();

test('repositories are found by outcome, cause, wave and text, and all of 10,000 can be reached', async () => {
  if (!isAble) return;
  const { page, faults, strangers, end } = await open(sampleCampaign(manyRepositories(10_000)));
  assert.equal(await shown(page), '10,000 in all');
  const drawn = await page.locator('.repository').count();
  assert.ok(drawn > 5 && drawn < 100, `${drawn} rows are drawn`);
  await page.getByRole('button', { name: /failed$/ }).click();
  assert.equal(await shown(page), '2,142 of 10,000 shown');
  await page.getByLabel('Cause').selectOption('worker-memory');
  assert.equal(await shown(page), '714 of 10,000 shown');
  await page.getByLabel('Wave').selectOption('2');
  await page.getByRole('searchbox').fill('HUGE.git-5');
  assert.match((await shown(page)) ?? '', /^\d+ of 10,000 shown$/);
  assert.match((await page.locator('.repository').first().textContent()) ?? '', /huge\.git-5\d*failed/);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.evaluate("document.querySelector('.list .scroller').scrollTop = 1e9");
  await eventually(async () => (await page.locator('[data-row="9999"]').count()) === 1, 'the last row is drawn');
  assert.deepEqual([...faults, ...strangers], []);
  await end();
});

test('pull requests are found by their state and checks, with the keyboard alone', async () => {
  if (!isAble) return;
  const { page, faults, end } = await open(sampleCampaign());
  const choose = async (label: string, key: string): Promise<void> => {
    for (let step = 0; step < 60; step++) {
      if (await page.evaluate(`document.activeElement === ${selectOf(label)}`)) return page.keyboard.type(key);
      await page.keyboard.press('Tab');
    }
    assert.fail(`Tab does not come to ${label}`);
  };
  await choose('Pull request', 'open');
  assert.equal(await shown(page), '2 of 14 shown');
  await choose('Checks', 'failed');
  assert.equal(await shown(page), '1 of 14 shown');
  assert.match((await page.locator('.repository').textContent()) ?? '', /acme\/search/);
  await page.getByLabel('Checks').selectOption('pending');
  await page.getByText('No repository is like this.').waitFor();
  assert.deepEqual(faults, []);
  await end();
});

const selectOf = (label: string): string =>
  `[...document.querySelectorAll('.choices label')].find((one) => one.innerText.startsWith('${label}')).querySelector('select')`;

const hashOf = (page: Page): Promise<string> => page.evaluate('location.hash');

test('what is filtered stands in the address: reloaded, opened by another and stepped through, and told to no server', async () => {
  if (!isAble) return;
  const opened = await open(sampleCampaign(), WIDE, undefined, '&outcome=pr-open&text=AC%26ME');
  const { page, faults, strangers, end } = opened;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url(), JSON.stringify(request.headers())));
  assert.equal(await shown(page), '0 of 14 shown');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'AC&ME');
  const [token = ''] = (await hashOf(page)).split('&');
  await page.getByRole('searchbox').fill('acme');
  await page.getByLabel('Checks').selectOption('failed');
  await page.getByLabel('Wave').selectOption('1');
  const wanted = `${token}&text=acme&outcome=pr-open&checks=failed&wave=1`;
  await eventually(async () => (await hashOf(page)) === wanted, 'the address has the filters');
  await page.reload();
  await page.waitForSelector('.campaign');
  assert.equal(await shown(page), '1 of 14 shown');
  assert.equal(await page.getByLabel('Checks').inputValue(), 'failed');
  await page.evaluate("location.hash = location.hash.split('&')[0] + '&request=merged'");
  await eventually(async () => (await shown(page)) === '1 of 14 shown', 'another address is obeyed');
  assert.equal(await page.getByLabel('Pull request').inputValue(), 'merged');
  assert.equal(await page.getByLabel('Checks').inputValue(), '');
  await page.getByRole('button', { name: 'Show all' }).click();
  await eventually(async () => (await hashOf(page)) === token, 'the token alone is left');
  assert.ok(asked.length > 4);
  assert.deepEqual(
    asked.filter((one) => /pr-open|text=|merged/.test(one)),
    [],
  );
  assert.deepEqual([...faults, ...strangers], []);
  await end();
});

test('an address asks for nothing that could not be chosen, and none for another token', async () => {
  if (!isAble) return;
  const odd = `&outcome=%00&code=<img src=x onerror=alert(1)>&wave=1e0&wave=2&group=__proto__&request=constructor&checks=%F&text=${'x'.repeat(999)}&&=&toString=1`;
  const { page, faults, strangers, end } = await open(sampleCampaign(), WIDE, undefined, odd);
  assert.equal(await shown(page), '14 in all');
  assert.deepEqual([...faults, ...strangers], []);
  await page.evaluate("location.hash = 'other&outcome=failed'");
  await page.locator('.ended').waitFor();
  await end();
});

test('what happens while the page is open is shown by itself, and a server that has ended is told', async () => {
  if (!isAble) return;
  const { spec, entries } = sampleCampaign();
  const fold = new CampaignFold();
  for (const entry of entries.slice(0, 3)) fold.add(entry);
  const { page, end, faults } = await open(sampleCampaign(), WIDE, () => fold);
  assert.equal(spec.name, 'utc-datetime');
  assert.equal(await shown(page), '2 in all');
  for (const entry of entries.slice(3)) fold.add(entry);
  await eventually(async () => (await shown(page)) === '14 in all', 'the rest is there');
  fold.add({ at: '2026-01-02T03:04:05Z', event: 'stopped', wave: 2, reason: 'Half of it failed.' });
  await page.getByText('The campaign has stopped by itself in wave 2').waitFor();
  assert.deepEqual(faults, []);
  await end();
});

test('an open pull request whose plan changed says so', async () => {
  if (!isAble) return;
  const repo = 'github.com/acme/shop';
  const { spec, state, entries } = sampleCampaign();
  const fold = new CampaignFold();
  for (const entry of entries) fold.add(entry);
  const { page, end } = await open({ spec, state, entries, plans: new Map() }, WIDE, () => fold, `&text=${repo}`);
  const card = page.locator('.repository');
  assert.match((await card.textContent()) ?? '', /approved · wave 1/, 'control');
  const { base, units } = state.repositories.get(repo) ?? assert.fail(repo);
  const planned = units[0]?.planned;
  assert.ok(base !== null && planned != null);
  fold.add({ at: '', repo, event: 'planned', base, units: [{ ...planned, plan: 'f'.repeat(64) }] });
  await card.getByText('new plan, not approved').waitFor();
  await end();
});

test('who is at work is shown, and no more once he is gone, though nothing else happens', async () => {
  if (!isAble) return;
  const began = { at: '2026-01-02T03:04:06.000Z', event: 'began', verb: 'sync', options: {} } as const;
  let running: Running | null = { verb: 'sync', process: 4711, host: 'build\u202e7' };
  const { page, end, faults } = await open(sampleCampaign(undefined, [began]), WIDE, undefined, '', () => running);
  const atHand = page.locator('.at-hand');
  assert.match((await atHand.textContent()) ?? '', /^`sync` is running \(process 4711 on build<U\+202E>7\)\./);
  running = null;
  await page.getByText('`sync` was cut off.').waitFor();
  assert.equal(await atHand.count(), 1);
  assert.deepEqual(faults, []);
  await end();
});

test('a pull request is a link only where it leads to a page', async () => {
  if (!isAble) return;
  const fates = ['javascript:globalThis.canary=1', 'https://host/pull/1'].map((url, number): SampleRepository => {
    const pullRequest = { number, url, state: 'open', checks: 'none', draft: false, mergeCommit: null } as const;
    return { repo: `host/${number}`, fate: [{ event: 'pull-request', shard: '', pullRequest }] };
  });
  const { page, end } = await open(sampleCampaign(fates));
  const links = await page.evaluate<readonly string[]>("[...document.querySelectorAll('a')].map((a) => a.href)");
  assert.deepEqual(links, ['https://host/pull/1']);
  await end();
});

function hostileCampaign(): SampleCampaign {
  return sampleCampaign(
    hostileTexts('globalThis.canary=1').map((text, number): SampleRepository => {
      return {
        ...{ repo: `${number}/${text}`, groups: [text.slice(0, 50)] },
        fate: [{ event: 'failed', stage: 'plan', code: text.slice(0, 60), message: text, transient: true }],
      };
    }),
  );
}

async function faultsOf({ page, faults, strangers }: WatchedPage): Promise<readonly string[]> {
  for (let step = 0; step < 40; step++) {
    await page.evaluate("document.querySelector('.list .scroller').scrollTop += 3000");
    await page.evaluate('new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))');
  }
  const hasRun = await page.evaluate<boolean>('"canary" in globalThis');
  const strange = await page.evaluate<number>(
    `document.querySelectorAll('script:not([src]):not([type]), iframe, object, embed, base, img, svg, a, form').length`,
  );
  return [...faults, ...strangers, ...(hasRun ? ['the canary has run'] : []), ...(strange > 0 ? [`${strange} elements`] : [])];
}

test('hostile names and messages are shown, from the server and in a file, and nothing of them runs', async () => {
  if (!isAble) return;
  const campaign = hostileCampaign();
  const served = await open(campaign);
  assert.equal(await shown(served.page), `${campaign.state.repositories.size} in all`);
  assert.deepEqual(await faultsOf(served), []);
  await served.end();
  const file = path.join(tempFolder(), 'campaign.html');
  const html = renderCampaignHtml(campaign.spec, { state: campaign.state, running: null });
  assert.equal(html.match(/<script/gi)?.length, 2);
  writeFileSync(file, html);
  const url = pathToFileURL(file).href;
  const alone = await watchedPage(await sharedBrowser(), url, WIDE);
  await alone.page.goto(url);
  await alone.page.waitForSelector('.repository');
  await alone.page.getByLabel('Outcome').selectOption('failed');
  await eventually(async () => (await hashOf(alone.page)) === '#&outcome=failed', 'a file keeps what is filtered, too');
  assert.equal(await alone.page.getByText('as it was when this was saved').count(), 1);
  assert.deepEqual(await faultsOf(alone), []);
  await alone.page.evaluate('globalThis.canary = 1');
  assert.deepEqual(await faultsOf(alone), ['the canary has run']);
  await alone.page.context().close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1300, 400]) {
    test(`axe finds nothing: ${colorScheme}, ${width} px`, async () => {
      if (!isAble) return;
      const campaign = sampleCampaign(undefined, [{ at: '', event: 'stopped', wave: 2, reason: 'Half of it failed.' }]);
      const { page, end } = await open(campaign, { viewport: { width, height: 800 }, colorScheme });
      const isFaultless = async (name: string): Promise<void> => {
        assert.deepEqual(await axe(page), [], name);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(overflow, 0, `${name} is not wider than the window`);
        const folder = process.env['SCREENSHOTS'];
        if (folder !== undefined) await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}-${width}.png`) });
      };
      await isFaultless('list');
      if (width === 400) await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByLabel('Outcome').selectOption('failed');
      await isFaultless('filter');
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.getByLabel('Pull request').selectOption('open');
      await page.getByLabel('Checks').selectOption('failed');
      await isFaultless('requests');
      await end();
    });
  }
}

test('axe finds what is wrong', async () => {
  if (!isAble) return;
  const { page, end } = await open(sampleCampaign());
  await page.evaluate("document.querySelector('main').append(document.createElement('img'))");
  assert.match((await axe(page)).join(), /image-alt/);
  await end();
});
