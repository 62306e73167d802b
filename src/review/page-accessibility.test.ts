import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { hasChromium } from '../testing/browser.js';
import { closeReviews, openReview, openSession } from '../testing/open-review.js';
import { SAMPLE_LEFT } from '../testing/sample-left.js';
import { suite } from '../testing/suite.js';
import { wholeFileSession } from '../testing/whole-files.js';

const test = suite('review page for everybody');
const isAble = hasChromium();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
test.after(closeReviews);
/** A note that is half faded away has no contrast. */
const STILL = { reducedMotion: 'reduce' } as const;

interface AxeFault {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

async function axe(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(AXE);
  const violations = await page.evaluate<readonly AxeFault[]>(
    'axe.run({ resultTypes: ["violations"] }).then((result) => result.violations)',
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
}

const VIEWS: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ['list', ['a', 'f']],
  ['side by side', ['s']],
  ['reject', ['s', 'j', 'j', 'x']],
  ['rejected', ['Enter', 'k']],
  ['groups', ['v']],
  ['many', ['v', 'v', 'm']],
  ['keys', ['Escape', '?']],
  ['apply', ['Escape', 'P']],
  ['left', ['Escape', 'v', 'v', 'j']],
  ['panel', ['v', '/']],
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1300, 400]) {
    test(`axe finds nothing: ${colorScheme}, ${width} px`, async () => {
      if (!isAble) return;
      const { page, end } = await openReview({ viewport: { width, height: 800 }, colorScheme, ...STILL }, SAMPLE_LEFT);
      for (const [name, keys] of VIEWS) {
        for (const key of keys) {
          await page.keyboard.press(key);
          await page.waitForTimeout(60);
        }
        assert.deepEqual(await axe(page), [], name);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(overflow, 0, `${name} is not wider than the window`);
      }
      await end();
    });
  }
}

test('axe finds nothing about files that are made, deleted and moved', async () => {
  if (!isAble) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, end } = await openSession(wholeFileSession(), {
      viewport: { width: 1300, height: 800 },
      colorScheme,
      ...STILL,
    });
    assert.deepEqual(await axe(page), []);
    for (const key of ['a', 'x', 'Enter']) await page.keyboard.press(key);
    await page.waitForTimeout(100);
    assert.deepEqual(await axe(page), []);
    await end();
  }
});

test('axe finds what is wrong', async () => {
  if (!isAble) return;
  const { page, end } = await openReview();
  await page.evaluate("document.querySelector('main').append(document.createElement('img'))");
  assert.match((await axe(page)).join(), /image-alt/);
  await end();
});
