import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { visible } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { hasChromium, sharedBrowser, watchedPage } from '../testing/browser.js';
import { closeReviews, eventually, openReview, openSession } from '../testing/open-review.js';
import { sampleReview } from '../testing/sample-review.js';
import { type SampleSession, sampleFiles, sampleSession } from '../testing/sample-session.js';
import { suite } from '../testing/suite.js';

const test = suite('review page');
const isAble = hasChromium();
const WIDE = { viewport: { width: 1300, height: 800 } };
test.after(closeReviews);

/** How many hunks stand how on the disk. */
function standing(session: SampleSession): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { verdict } of session.decisions().values()) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

const shown = (page: Page): Promise<string | null> => page.locator('.shown [role=status]').textContent();

test('with the mouse: filter, accept, reject with a reason, decide about a file, undo, apply', async () => {
  if (!isAble) return;
  const { session, server, page, faults, strangers } = await openReview();
  await page.getByLabel('Codemod').selectOption('sqlite-pool');
  assert.equal(await shown(page), '3 of 120 hunks shown');
  await page.getByLabel('Search in lines').fill('LOAD_THING_57');
  await eventually(async () => (await shown(page)) === '1 of 120 hunks shown', 'one hunk is found');
  await page
    .locator('.card')
    .getByRole('button', { name: /^Reject/ })
    .click();
  await page.getByLabel(/^Why/).fill('the connection is shared');
  await page.locator('dialog').getByRole('button', { name: 'Reject' }).click();
  await eventually(() => standing(session)['rejected'] === 1, 'the rejection is written');
  assert.equal(session.records.at(-1)?.reason, 'the connection is shared');

  await page.getByRole('button', { name: 'Show all' }).click();
  await page
    .locator('.file-row')
    .first()
    .getByRole('button', { name: /^Accept 3/ })
    .click();
  await eventually(() => standing(session)['accepted'] === 3, 'a file is accepted');
  await page.locator('body').press('u');
  await eventually(() => standing(session)['accepted'] === undefined, 'it is undone');
  await page
    .locator('.file-row')
    .first()
    .getByRole('button', { name: /^Accept 3/ })
    .click();

  await page.getByRole('button', { name: 'Apply…' }).click();
  const words = (await page.locator('dialog').textContent()) ?? '';
  assert.match(words, /3 accepted hunks will be written into 1 file\./);
  assert.match(words, /Left out: 1 rejected and 116 not decided\./);
  await page.getByRole('button', { name: 'Write 1 file' }).click();
  await page.getByRole('heading', { name: 'Applied: 1 file changed.' }).waitFor();
  assert.equal((await server.done).kind, 'applied');
  assert.equal(session.applied(), 1);
  assert.deepEqual([faults, strangers], [[], []]);
  await page.context().close();
});

test('hunks that belong together are decided and undone together, and it is said', async () => {
  if (!isAble) return;
  const files = sampleFiles([
    { path: 'load.ts', before: 'a\n', after: 'b\n', set: 'one' },
    { path: 'use.ts', before: 'c\n', after: 'd\n', set: 'one' },
    { path: 'other.ts', before: 'e\n', after: 'f\n' },
  ]);
  const session = sampleSession(files);
  const { page, faults, end } = await openSession(session);
  assert.equal(await page.getByText('Decided together with 1 hunk in 1 file.').count(), 2);
  await page
    .locator('.card')
    .first()
    .getByRole('button', { name: /^Reject/ })
    .click();
  await page.getByLabel(/^Why/).fill('slow');
  await page.locator('dialog').getByRole('button', { name: 'Reject' }).click();
  await eventually(() => standing(session)['rejected'] === 2, 'both are rejected');
  await page.getByText('1 hunk rejected. Also rejected: 1 hunk in 1 file that belongs to it.').first().waitFor();
  assert.equal(await page.locator('.card.rejected').count(), 2);
  await page.locator('body').press('u');
  await eventually(() => standing(session)['undecided'] === 2, 'both are undone');
  assert.equal(await page.locator('.card.rejected').count(), 0);
  await page
    .locator('.card')
    .nth(2)
    .getByRole('button', { name: /^Accept/ })
    .click();
  await eventually(() => standing(session)['accepted'] === 1, 'the control: one by itself');
  assert.deepEqual(faults, []);
  await end();
});

test('in a review of a campaign nothing says that it applies', async () => {
  if (!isAble) return;
  for (const [purpose, verb] of [
    ['approve', 'approve'],
    ['apply', 'apply'],
  ] as const) {
    const files = sampleFiles(sampleReview(2, 1));
    const stale = { path: 'gone.py', to: null, kind: 'modify', stale: 'it is gone', hunks: [] } as const;
    const { page, faults, end } = await openSession({ ...sampleSession([...files, stale]), purpose });
    await page.keyboard.press('?');
    const whole = (await page.locator('body').innerText()).toLowerCase();
    assert.ok(whole.includes(`${verb} what is accepted`) && whole.includes(`before you ${verb}.`), whole);
    assert.equal(/\bappl(?:y|ied)/.test(whole), purpose === 'apply');
    assert.deepEqual(faults, []);
    await end();
  }
});

test('the last view has the command that takes the run back, to be copied as it is seen', async () => {
  if (!isAble) return;
  for (const [command, isOffered] of [
    ['cd <b>there</b> && npx codemod undo 20260101T000000Z-0001', true],
    ['npx codemod undo 2026\u202e', false],
  ] as const) {
    const { session, server, page, faults } = await openReview();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(server.url).origin });
    session.takenBackBy(command);
    await page.keyboard.press('a');
    await page.keyboard.press('P');
    await page.getByRole('button', { name: 'Write 1 file' }).click();
    const code = page.locator('.command code');
    await code.waitFor();
    assert.ok((await code.textContent())?.startsWith(visible(command)));
    const button = page.getByRole('button', { name: 'Copy the command' });
    assert.equal(await button.count(), isOffered ? 1 : 0);
    if (isOffered) {
      await button.click();
      await page.getByText('Copied.').waitFor();
      assert.equal(await page.evaluate('navigator.clipboard.readText()'), command);
    }
    assert.deepEqual(faults, []);
    await page.context().close();
  }
});

test('with the keyboard alone', async () => {
  if (!isAble) return;
  const { session, page, faults, end } = await openReview();
  const { keyboard } = page;
  const current = (): Promise<string | null> => page.locator('.card.current').getAttribute('aria-label');
  assert.match((await current()) ?? '', /^hunk 1 of 120/);
  await keyboard.press('j');
  await keyboard.press('j');
  await keyboard.press('k');
  await eventually(async () => /^hunk 2 /.test((await current()) ?? ''), 'the second hunk is the current one');
  assert.equal(await page.evaluate("document.activeElement?.classList.contains('card')"), true, 'it has the focus');
  await keyboard.press('a');
  await eventually(() => standing(session)['accepted'] === 1, 'it is accepted');
  assert.match((await current()) ?? '', /^hunk 3 /, 'the next is the current one');
  await keyboard.press('x');
  await keyboard.type('not here');
  await keyboard.press('Enter');
  await eventually(() => standing(session)['rejected'] === 1, 'the next is rejected');
  assert.equal(session.records.at(-1)?.reason, 'not here');
  await keyboard.press('f');
  await eventually(() => standing(session)['accepted'] === 4, 'a whole file is accepted');
  await keyboard.press('u');
  await eventually(() => standing(session)['accepted'] === 1, 'and not any more');
  await keyboard.press('k');
  await keyboard.press('g');
  await eventually(
    () => standing(session)['accepted'] === 115,
    'all that are alike are accepted, but for the one that was rejected',
  );
  await keyboard.press('u');
  await eventually(() => standing(session)['accepted'] === 1, 'and not any more');
  await keyboard.press('j');
  await keyboard.press('c');
  await keyboard.type('look at this again');
  await keyboard.press('Enter');
  await eventually(() => session.records.at(-1)?.reason === 'look at this again', 'a comment is written');
  assert.equal(session.records.at(-1)?.verdict, 'undecided');
  await keyboard.press('/');
  await keyboard.type('thing_57');
  await eventually(async () => (await shown(page)) === '1 of 120 hunks shown', 'one hunk is found');
  await keyboard.press('Enter');
  await keyboard.press('y');
  await eventually(() => standing(session)['accepted'] === 2, 'what was found is accepted');
  await keyboard.press('Escape');
  await eventually(async () => (await shown(page)) === '120 hunks in 40 files', 'all is shown again');
  await keyboard.press('s');
  await page.locator('.lines.split').first().waitFor();
  await keyboard.press('?');
  await page.getByRole('heading', { name: 'Keys' }).waitFor();
  await keyboard.press('Escape');
  await eventually(async () => (await page.locator('dialog').count()) === 0, 'the keys are closed');
  await keyboard.press('P');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Applied: 2 files/ }).waitFor();
  assert.deepEqual(faults, []);
  await end();
});

test('a comment is saved, stays with a decision that says nothing else, and can be taken back', async () => {
  if (!isAble) return;
  const { session, page, end } = await openReview();
  const { keyboard } = page;
  const note = (text: string): Promise<void> => page.locator('.note', { hasText: text }).waitFor();
  const comment = async (text: string): Promise<void> => {
    await keyboard.press('c');
    await keyboard.press('Delete');
    await keyboard.type(text);
    await keyboard.press('Enter');
  };
  await comment('is this shared?');
  await note('Comment saved.');
  await keyboard.press('u');
  await note('Undone: 1 hunk is as before.');
  assert.deepEqual(
    session.records.map(({ verdict, reason }) => [verdict, reason]),
    [
      ['undecided', 'is this shared?'],
      ['undecided', ''],
    ],
  );
  await comment('ask Ann');
  await comment('');
  await note('Comment removed.');
  await comment('ask Bob');
  await keyboard.press('a');
  await eventually(() => session.records.at(-1)?.verdict === 'accepted', 'it is accepted');
  assert.equal(session.records.at(-1)?.reason, 'ask Bob');
  await page.locator('.card.accepted .reason', { hasText: 'ask Bob' }).waitFor();
  await keyboard.press('k');
  await comment('Bob says yes');
  // The note of the comment before may still stand: the record is waited for, not the note.
  await eventually(() => session.records.at(-1)?.reason === 'Bob says yes', 'the comment is recorded');
  assert.equal(session.records.at(-1)?.verdict, 'accepted');
  await end();
});

test('the keys of git add -p: y accepts, n rejects, d rejects the rest of the file', async () => {
  if (!isAble) return;
  const { session, page, end } = await openReview({ viewport: { width: 1300, height: 500 } });
  const { keyboard } = page;
  await keyboard.press('y');
  await eventually(() => standing(session)['accepted'] === 1, 'y accepts');
  await keyboard.press('d');
  await page.getByRole('heading', { name: 'Reject 2 hunks' }).waitFor();
  await keyboard.press('Enter');
  await eventually(() => standing(session)['rejected'] === 2, 'd rejects the two that are left of the file');
  assert.equal(standing(session)['accepted'], 1, 'and not the one before');
  await keyboard.press('J');
  await keyboard.press('n');
  await page.getByRole('heading', { name: 'Reject 1 hunk' }).waitFor();
  await keyboard.press('Enter');
  await eventually(() => standing(session)['rejected'] === 3, 'n rejects');
  await keyboard.press('m');
  await page.getByRole('heading', { name: 'Decide about many' }).waitFor();
  await keyboard.press('Escape');
  await keyboard.press('?');
  const help = (await page.locator('dialog').textContent()) ?? '';
  assert.equal(await page.evaluate("document.querySelector('dialog').scrollTop"), 0, 'it is read from the top');
  assert.match(help, /dReject this hunk and the rest of the file/);
  await end();
});

test('equal edits are one decision, and outliers stand apart', async () => {
  if (!isAble) return;
  const { session, page, faults, end } = await openReview();
  await page.getByRole('button', { name: 'Groups' }).click();
  const cards = page.locator('.card.group');
  await eventually(async () => (await cards.count()) === 3, 'three groups');
  assert.match((await cards.nth(0).locator('h2').textContent()) ?? '', /^116 equal edits in 40 files/);
  assert.match((await page.locator('.heading').textContent()) ?? '', /^Outliers/);
  assert.match((await cards.nth(2).locator('h2').textContent()) ?? '', /^1 edit in 1 file.*outlier/);
  await cards
    .nth(0)
    .getByRole('button', { name: /^Accept 116/ })
    .click();
  await eventually(() => standing(session)['accepted'] === 116, 'all of them');
  assert.equal(new Set(session.records.map(({ verdict }) => verdict)).size, 1);
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await eventually(async () => (await shown(page)) === '3 of 120 hunks shown', 'the second group is opened');
  assert.deepEqual(faults, []);
  await end();
});

test('whoever scrolls away from where a key has led stays there', async () => {
  if (!isAble) return;
  const { page, end } = await openReview();
  const place = (): Promise<number> => page.evaluate<number>("document.querySelector('.list .scroller').scrollTop");
  await page.keyboard.press('j');
  await page.evaluate("document.querySelector('.list .scroller').scrollTop = 6000");
  await page.waitForTimeout(300);
  const there = await place();
  assert.ok(there > 5000, `it is at ${there}`);
  await page.keyboard.press('u');
  await page.waitForTimeout(100);
  assert.ok(Math.abs((await place()) - there) < 5);
  await page.keyboard.press('j');
  await eventually(async () => (await place()) < 2000, 'the next hunk is brought into view');
  await end();
});

test('what the filter hides is not decided', async () => {
  if (!isAble) return;
  const { session, page, end } = await openReview();
  await page.getByLabel('Path contains').fill('module_1.py');
  await page
    .getByRole('search')
    .getByRole('button', { name: /^Accept 3/ })
    .click();
  await eventually(() => session.records.length === 3, 'three are accepted');
  await end();
});

test('what the server refuses is taken back, and told', async () => {
  if (!isAble) return;
  const { session, page, end } = await openReview();
  session.failWith(new CodemodError('lock-held', 'Another run holds the lock of this repository.'));
  await page.keyboard.press('a');
  await page.getByRole('alert').waitFor();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /Another run holds the lock/);
  assert.equal(await page.locator('.card.accepted').count(), 0);
  session.failWith(null);
  await page.keyboard.press('k');
  await page.keyboard.press('a');
  await eventually(() => standing(session)['accepted'] === 1, 'it is written when it can be');

  session.failWith(new CodemodError('stale-plan', 'src/a.py has changed since the plan was made.'));
  await page.keyboard.press('P');
  await page.getByRole('button', { name: 'Write 1 file' }).click();
  await page.getByText('src/a.py has changed').waitFor();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /plan was made\.\S*.+/, 'the next step is told');
  assert.equal(session.applied(), 0);
  await end();
});

test('a second page sees what the first decides, and cannot apply what it has not seen', async () => {
  if (!isAble) return;
  const { session, server, page, end } = await openReview();
  const second = await watchedPage(await sharedBrowser(), new URL(server.url).origin, WIDE);
  await second.page.goto(server.url);
  await second.page.waitForSelector('.card .line');
  await second.page.keyboard.press('P');
  await page.keyboard.press('a');
  await eventually(() => standing(session)['accepted'] === 1, 'the first has decided');
  await eventually(
    async () => (await second.page.locator('.progress-text').textContent())?.startsWith('1 of') === true,
    'the second sees it',
  );
  await second.page.keyboard.press('Escape');
  await second.page.keyboard.press('j');
  await second.page.keyboard.press('a');
  await eventually(() => standing(session)['accepted'] === 2, 'both have decided');
  await end();
  await eventually(
    async () => (await second.page.getByRole('alert').count()) === 1,
    'the second is told that the review has ended',
  );
  await second.page.context().close();
});

test('without the token the page shows nothing, and says what to do', async () => {
  if (!isAble) return;
  const { server, end } = await openReview();
  const { page } = await watchedPage(await sharedBrowser(), new URL(server.url).origin, WIDE);
  await page.goto(new URL('/', server.url).href);
  await page.getByRole('heading', { name: /token/ }).waitFor();
  assert.doesNotMatch((await page.textContent('body')) ?? '', /module_1/);
  await page.context().close();
  await end();
});
