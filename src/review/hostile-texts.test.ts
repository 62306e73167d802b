import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { visible } from '../core/display.js';
import type { ReviewFile } from '../core/review/review-hunk.js';
import { closeBrowser, hasChromium, sharedBrowser, type WatchedPage, watchedPage } from '../testing/browser.js';
import { hostileTexts } from '../testing/hostile-texts.js';
import { eventually } from '../testing/open-review.js';
import { type SampleSession, sampleFiles, sampleSession } from '../testing/sample-session.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { renderReviewHtml } from './html/render-review-html.js';
import { startReviewServer } from './server/start-review-server.js';

const test = suite('hostile texts');
const isAble = hasChromium();
test.after(closeBrowser);

const CANARY = 'globalThis.canary=1';
const TEXTS = hostileTexts(CANARY);
const VIEW = { viewport: { width: 1200, height: 4000 } };

/** Every text is a path, a line that goes, a line that comes, a reason, a caveat and the name of a codemod. */
function hostileSession(texts: readonly string[] = TEXTS): SampleSession {
  const files = sampleFiles(
    texts.map((text, number) => {
      const line = text.replaceAll('\n', ' ');
      const hostile = {
        reason: text,
        caveat: text,
        codemod: number % 50 === 0 ? text.slice(0, 100) : 'sample',
        applicability: 'unsafe' as const,
      };
      return {
        path: `${number}/${line}`,
        before: `a ${line}\nkeep ${line}\n`,
        after: `b ${line}\nkeep ${line}\n`,
        shape: String(number),
        ...hostile,
      };
    }),
  );
  const stale: ReviewFile = { path: 'stale/<script>', to: null, kind: 'modify', stale: TEXTS[13] ?? '', hunks: [] };
  const session = sampleSession([stale, ...files]);
  return session;
}

/** Scrolls on by most of what is seen; true where there is nothing more. */
const STEP = `(() => {
  const list = document.querySelector('.list .scroller');
  const before = list.scrollTop;
  list.scrollTop += list.clientHeight * 0.9;
  return list.scrollTop === before;
})()`;

/** Looks at every row of the list. @returns the text of each hunk, by its number. */
async function readAll(page: Page): Promise<ReadonlyMap<number, string>> {
  const read = new Map<number, string>();
  const script = `[...document.querySelectorAll('[data-hunk]')].filter((card) => card.querySelector('.line')).map((card) => [Number(card.dataset.hunk), card.textContent])`;
  // Row by row: the height of the whole is known only when all have been seen.
  for (let isEnd = false; !isEnd; ) {
    await page.evaluate('new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))');
    for (const [hunk, text] of await page.evaluate<readonly (readonly [number, string])[]>(script)) read.set(hunk, text);
    isEnd = await page.evaluate<boolean>(STEP);
  }
  return read;
}

async function faultsOf({ page, faults, strangers }: WatchedPage): Promise<readonly string[]> {
  const hasRun = await page.evaluate<boolean>('"canary" in globalThis');
  const strange = await page.evaluate<number>(
    `document.querySelectorAll('script:not([src]):not([type]), iframe, object, embed, base, img, svg, a, form').length`,
  );
  return [
    ...faults,
    ...strangers,
    ...(hasRun ? ['the canary has run'] : []),
    ...(strange > 0 ? [`${strange} elements that the page has not`] : []),
  ];
}

function missing(read: ReadonlyMap<number, string>): readonly string[] {
  const shown = (text: string): string => visible(text.replaceAll('\n', ' ')).slice(0, 1900);
  return TEXTS.flatMap((text, number) => {
    const all = read.get(number) ?? '';
    return [`a ${shown(text)}`, `b ${shown(text)}`, visible(text)].some(
      (part) => !all.replaceAll('warning: hidden characters', '').includes(part),
    )
      ? [`${number}: ${text}`]
      : [];
  });
}

test('in the page of the server: nothing runs, nothing leaves, and all is shown as it is', async () => {
  if (!isAble) return;
  assert.ok(TEXTS.length >= 500);
  const server = await startReviewServer(hostileSession());
  const watched = await watchedPage(await sharedBrowser(), new URL(server.url).origin, VIEW);
  try {
    await watched.page.goto(server.url);
    await watched.page.waitForSelector('.card .line');
    const read = await readAll(watched.page);
    assert.deepEqual(missing(read), []);
    await watched.page.keyboard.press('v');
    await watched.page.keyboard.press('a');
    await watched.page.keyboard.press('x');
    await watched.page.keyboard.type('<img src=x onerror=globalThis.canary=1>');
    await watched.page.keyboard.press('Enter');
    await eventually(
      async () => (await watched.page.locator('.progress-text').textContent())?.startsWith('2 of') === true,
      'two are decided',
    );
    await watched.page.keyboard.press('v');
    assert.deepEqual(await faultsOf(watched), []);
    console.log(`${TEXTS.length} hostile names and contents shown in the page`);
  } finally {
    await watched.page.context().close();
    await server.close();
  }
});

test('in the file: nothing runs, nothing leaves, and all is shown as it is', async () => {
  if (!isAble) return;
  const session = hostileSession();
  const [id = ''] = session.files.flatMap(({ hunks }) => hunks.map((hunk) => hunk.id));
  await session.decide([id], { verdict: 'rejected', reason: '</script><script>globalThis.canary=1</script>' });
  const file = path.join(tempFolder(), 'review.html');
  writeFileSync(file, renderReviewHtml(session.plan, session.files, session.decisions()));
  const watched = await watchedPage(await sharedBrowser(), pathToFileURL(file).href, VIEW);
  await watched.page.goto(pathToFileURL(file).href);
  await watched.page.waitForSelector('.card .line');
  assert.deepEqual(missing(await readAll(watched.page)), []);
  assert.deepEqual(await faultsOf(watched), []);
  assert.equal(await watched.page.getByRole('button', { name: /Accept|Reject|Apply/ }).count(), 0, 'nothing can be decided');
  assert.equal(await watched.page.locator('.card.rejected').count(), 0);
  await watched.page.evaluate("document.querySelector('.list .scroller').scrollTop = 0");
  await watched.page.waitForSelector('.card.rejected');
  await watched.page.context().close();
});

test('hidden characters have a warning, and plain ones have none', async () => {
  if (!isAble) return;
  for (const [text, marks] of [
    ['user\u202ename', true],
    ['user name é 😀', false],
  ] as const) {
    const server = await startReviewServer(hostileSession([text]));
    const watched = await watchedPage(await sharedBrowser(), new URL(server.url).origin, VIEW);
    await watched.page.goto(server.url);
    await watched.page.waitForSelector('.card .line');
    assert.equal((await watched.page.locator('.card .hidden-mark').count()) > 0, marks);
    assert.equal((await watched.page.locator('[role=treeitem] .hidden-mark').count()) > 0, marks);
    await watched.page.context().close();
    await server.close();
  }
});

test('the detectors see a page that lets texts run', async () => {
  if (!isAble) return;
  const folder = tempFolder();
  const control = path.join(folder, 'control.html');
  writeFileSync(control, `<!doctype html><title>x</title><script>console.error('x')</script>${TEXTS[0]}${TEXTS[13]}${TEXTS[36]}`);
  const watched = await watchedPage(await sharedBrowser(), pathToFileURL(control).href, VIEW);
  await watched.page.goto(pathToFileURL(control).href, { waitUntil: 'commit' });
  await eventually(async () => (await watched.page.evaluate('"canary" in globalThis')) === true, 'the canary has run');
  const found = (await faultsOf(watched)).join('\n');
  for (const sign of [/console: x/, /evil\.example/, /canary has run/, /elements that the page has not/])
    assert.match(found, sign);
  await watched.page.context().close();
});
