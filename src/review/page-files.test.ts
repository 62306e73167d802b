import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { hasChromium, sharedBrowser, watchedPage } from '../testing/browser.js';
import { closeReviews, eventually, openReview, openSession } from '../testing/open-review.js';
import { sampleLeft } from '../testing/sample-left.js';
import { type SampleHunk, sampleFiles, samplePlanOf, sampleSession } from '../testing/sample-session.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { wholeFileSession } from '../testing/whole-files.js';
import { renderReviewHtml } from './html/render-review-html.js';

const test = suite('files of the review page');
const isAble = hasChromium();
test.after(closeReviews);

test('the tree tells how each file stands, in signs and in words', async () => {
  if (!isAble) return;
  const { page, end } = await openReview();
  const item = page.getByRole('treeitem', { name: /^module_0\.py/ });
  const tells = async (name: string, sign: string): Promise<void> => {
    await page.getByRole('treeitem', { name }).waitFor();
    assert.equal(await item.locator('.tree-mark').textContent(), sign);
  };
  await tells('module_0.py 3 hunks, not decided', '');
  await page.keyboard.press('a');
  await tells('module_0.py 3 hunks, decided in part', '◐');
  assert.equal(await item.locator('.tree-mark').getAttribute('title'), '1 accepted, 0 rejected, 2 to decide');
  await page.keyboard.press('f');
  await tells('module_0.py 3 hunks, accepted', '✓');
  await page.keyboard.press('x');
  await page.keyboard.press('Enter');
  await tells('module_0.py 3 hunks, decided', '±');
  await page.keyboard.press('u');
  await page.keyboard.press('u');
  await page.keyboard.press('u');
  await page.keyboard.press('F');
  await page.keyboard.press('Enter');
  await tells('module_0.py 3 hunks, rejected', '✕');
  await end();
});

test('the sign of a file that cannot be reviewed stands beside its name, and leaves that its room', async () => {
  if (!isAble) return;
  const stale = { path: 'gone.py', to: null, kind: 'modify', stale: 'it is gone', hunks: [] } as const;
  const { page, end } = await openSession(sampleSession([...sampleFiles([hunkAt('a.py', 1)]), stale]));
  const item = page.getByRole('treeitem', { name: /^gone\.py.*cannot be reviewed/ });
  const [name, mark] = await Promise.all([item.locator('.tree-name').boundingBox(), item.locator('.tree-mark').boundingBox()]);
  assert.ok(name !== null && mark !== null && name.width > 30, JSON.stringify(name));
  assert.ok(mark.width < 20 && mark.x >= name.x + name.width, JSON.stringify(mark));
  await end();
});

test('paths are shown by their names, in the page and to ears, and told by them in a file, too', async () => {
  if (!isAble) return;
  const files = sampleFiles(['h%3A1/x/a.py', 'h%3A1/y/b.py'].flatMap((path) => [1, 90].map((line) => hunkAt(path, line))));
  const left = [sampleLeft({ path: 'h%3A1/x/a.py' })];
  const plan = samplePlanOf(files, left);
  const nameOf = (path: string): string => path.replaceAll('%3A', ':');
  const served = await openSession({ ...sampleSession(files, plan), nameOf });
  const file = `${tempFolder()}/review.html`;
  writeFileSync(file, renderReviewHtml(plan, files, new Map(), nameOf));
  const alone = await watchedPage(await sharedBrowser(), pathToFileURL(file).href, { viewport: { width: 1300, height: 800 } });
  await alone.page.goto(pathToFileURL(file).href);
  await alone.page.waitForSelector('.card .line');
  for (const { page, faults } of [served, alone]) {
    const isRight = async (view: string): Promise<void> => {
      const html = await page.evaluate<string>("document.querySelector('#app').innerHTML");
      assert.ok(html.includes('h:1/x/') && !html.includes('%3A'), `${view}: ${html.slice(0, 3_000)}`);
    };
    await page.getByRole('treeitem', { name: /^h:1/ }).waitFor();
    await isRight('files');
    await page.getByLabel('Path contains').fill('h:1/y');
    await page.getByText('2 of 4 hunks shown').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('treeitem', { name: /^x 2 hunks/ }).click();
    assert.equal(await page.getByRole('treeitem', { name: /^a\.py/ }).count(), 0);
    await page.getByRole('button', { name: /^Groups/ }).click();
    await page.locator('.group').first().waitFor();
    await isRight('groups');
    await page.getByRole('button', { name: 'Left 1' }).click();
    await page.locator('.note-card').waitFor();
    await isRight('left');
    assert.deepEqual(faults, []);
  }
  await alone.page.context().close();
  await served.end();
});

const hunkAt = (path: string, line: number): SampleHunk => ({ path, before: 'x\n', after: 'y\n', line });

test('who is about to apply is told of new files that are accepted in part', async () => {
  if (!isAble) return;
  const { page, end } = await openSession(wholeFileSession());
  const warnings = async (): Promise<readonly string[]> => {
    await page.keyboard.press('P');
    await page.getByRole('heading', { name: 'Apply what is accepted?' }).waitFor();
    const texts = await page.locator('dialog .warning').allTextContents();
    await page.keyboard.press('Escape');
    await eventually(async () => (await page.locator('dialog').count()) === 0, 'the dialog is closed');
    return texts;
  };
  assert.deepEqual(await warnings(), []);
  const accept = (path: string): Promise<void> =>
    page
      .getByRole('article', { name: path })
      .getByRole('button', { name: /^Accept/ })
      .click();
  await accept('made/a.txt');
  const rest = 'left out: look whether they need each other.';
  assert.deepEqual(await warnings(), [`sample makes 1 file without 2 that are ${rest}`]);
  await accept('made/b.txt');
  assert.deepEqual(await warnings(), [`sample makes 2 files without 1 that is ${rest}`]);
  await accept('made/c.txt');
  assert.deepEqual(await warnings(), []);
  await end();
});

test('a file that is made, deleted or moved says so, and how safe that is', async () => {
  if (!isAble) return;
  const { page, end } = await openSession(wholeFileSession());
  const tags = (path: string): Promise<readonly string[]> =>
    page.locator('.file-row', { hasText: path }).locator('.tag').allTextContents();
  assert.deepEqual(await tags('made/a.txt'), ['created', 'safe']);
  assert.deepEqual(await tags('gone.txt'), ['deleted', 'safe']);
  assert.deepEqual(await tags('here.txt'), ['moved', 'safe']);
  assert.deepEqual(await tags('edited.txt'), []);
  await page.getByRole('article', { name: /gone\.txt, deleted, undecided/ }).waitFor();
  await page.getByRole('treeitem', { name: 'gone.txt 1 hunk, deleted, not decided' }).waitFor();
  await page.getByRole('button', { name: 'Groups' }).click();
  const sample = page.locator('.card.group .sample', { hasText: 'gone.txt' });
  await eventually(async () => (await sample.count()) === 1, 'the group is drawn');
  assert.deepEqual(await sample.locator('.tag').allTextContents(), ['deleted', 'safe']);
  await end();
});
