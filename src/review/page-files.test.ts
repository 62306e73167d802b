import assert from 'node:assert/strict';
import { hasChromium } from '../testing/browser.js';
import { closeReviews, eventually, openReview, openSession } from '../testing/open-review.js';
import { suite } from '../testing/suite.js';
import { wholeFileSession } from '../testing/whole-files.js';

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
