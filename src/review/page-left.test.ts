import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { visible } from '../core/display.js';
import { hasChromium, sharedBrowser, watchedPage } from '../testing/browser.js';
import { hostileTexts } from '../testing/hostile-texts.js';
import { closeReviews, eventually, openReview, openSession } from '../testing/open-review.js';
import { SAMPLE_LEFT, sampleLeft } from '../testing/sample-left.js';
import { sampleFiles, samplePlanOf, sampleSession } from '../testing/sample-session.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { renderReviewHtml } from './html/render-review-html.js';

const test = suite('what is left, in the review page');
const isAble = hasChromium();
test.after(closeReviews);

const FILES = sampleFiles([{ path: 'a.py', before: 'x\n', after: 'y\n' }]);

test('what the plan leaves to a person is a view of its own, by kind and path', async () => {
  if (!isAble) return;
  const { page, faults, session, end } = await openReview(undefined, SAMPLE_LEFT);
  await page.getByRole('button', { name: 'Left 5' }).click();
  await page.locator('.note-card').first().waitFor();
  assert.deepEqual(await page.locator('.list :is(h2, h3)').allTextContents(), [
    'Findings: for a person to look at.',
    'src/a.py',
    'Withheld: fixes that were found and are not in the plan.',
    'src/c.py',
    'Skipped: files that were not looked at.',
    'src/big.py',
    'Failed: what could not be done.',
    'The project as a whole',
  ]);
  assert.equal(await page.evaluate("document.querySelector('.list .scroller').scrollTop"), 0, 'the heading is seen');
  const first = (await page.locator('.note-card').first().textContent()) ?? '';
  for (const part of ['This connection is shared.', 'Is it closed elsewhere?', 'line 3', 'sample', 'SAMPLE001'])
    assert.ok(first.includes(part), part);

  const current = (): Promise<string | null> => page.locator('.note-card.current').getAttribute('aria-label');
  assert.equal(await current(), 'finding: src/a.py, line 3');
  await page.keyboard.press('j');
  assert.equal(await current(), 'finding: src/a.py, line 9');
  await page.keyboard.press('J');
  assert.equal(await current(), 'withheld: src/c.py, line 5');
  for (const key of ['a', 'f', 'g', 'x', 'c']) await page.keyboard.press(key);
  assert.equal(await current(), 'withheld: src/c.py, line 5', 'there is nothing to decide');
  assert.equal(await page.locator('dialog').count(), 0);
  assert.equal(session.records.length, 0);

  await page.getByLabel('Path contains').fill('big');
  await eventually(async () => (await page.locator('.note-card').count()) === 1, 'notes are filtered by path');
  await page.getByLabel('Path contains').fill('');
  await page.getByLabel('Search in lines').fill('ELSEWHERE');
  await eventually(async () => (await page.locator('.note-card').count()) === 1, 'and by text');
  assert.equal(await page.locator('.shown [role=status]').textContent(), '1 of 5 notes shown');
  assert.deepEqual(faults, []);
  await end();
});

test('who has looked at what is left finds the hunk again', async () => {
  if (!isAble) return;
  const { page, end } = await openReview(undefined, SAMPLE_LEFT);
  const current = (): Promise<string | null> => page.locator('.card.current').getAttribute('aria-label');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.getByRole('button', { name: 'Left 5' }).click();
  await page.keyboard.press('j');
  await page.getByRole('button', { name: 'Files' }).click();
  await eventually(async () => /^hunk 3 of 120/.test((await current()) ?? ''), 'the third hunk is the current one');
  await end();
});

test('a plan that leaves nothing has no such view', async () => {
  if (!isAble) return;
  const { page, end } = await openReview();
  assert.equal(await page.getByRole('button', { name: /^Left/ }).count(), 0);
  await page.keyboard.press('v');
  await page.keyboard.press('v');
  await page.getByLabel('Hunks by file').waitFor();
  await end();
});

test('no more than is shown goes to the page', async () => {
  const range = { start: 77_001, end: 77_002, line: 1, column: 1 };
  const html = renderReviewHtml({ ...samplePlanOf(FILES), left: [sampleLeft({ range, step: 'a-step' })] }, FILES, new Map());
  assert.ok(html.includes('Look at this.'));
  for (const secret of ['77001', 'a-step', 'f'.repeat(64)]) assert.ok(!html.includes(secret), secret);
});

test('hostile notes are text, from the server and in the file', async () => {
  if (!isAble) return;
  const texts = hostileTexts('globalThis.canary=1');
  const left = texts.map((text, number) =>
    sampleLeft({ path: `${number}/${text}`, message: text, question: text, code: text, codemod: text, line: number + 1 }),
  );
  const session = sampleSession(FILES, samplePlanOf(FILES, left));
  const file = path.join(tempFolder(), 'review.html');
  writeFileSync(file, renderReviewHtml(session.plan, FILES, new Map()));
  const view = { viewport: { width: 1200, height: 4000 } };
  const served = await openSession(session, view);
  const watched = await watchedPage(await sharedBrowser(), pathToFileURL(file).href, view);
  await watched.page.goto(pathToFileURL(file).href);
  for (const { page, faults, strangers } of [served, watched]) {
    await page.getByRole('button', { name: `Left ${texts.length}` }).click();
    const read = new Set<string>();
    for (let last = -1, top = 0; top !== last; ) {
      await page.evaluate('new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))');
      for (const text of await page.locator('.note-card > p:first-child bdi').allTextContents()) read.add(text);
      last = top;
      top = await page.evaluate<number>(
        "(() => { const list = document.querySelector('.list .scroller'); list.scrollTop += list.clientHeight * 0.9; return list.scrollTop; })()",
      );
    }
    assert.deepEqual(
      texts.filter((text) => !read.has(visible(text))),
      [],
    );
    assert.equal(await page.evaluate('"canary" in globalThis'), false);
    assert.equal(await page.locator('.list :is(script, img, iframe, svg, a, form, style)').count(), 0);
    assert.deepEqual([faults, strangers], [[], []]);
  }
  await watched.page.context().close();
  await served.end();
});
