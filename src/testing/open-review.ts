import assert from 'node:assert/strict';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Left } from '../core/left.js';
import { type ReviewServer, startReviewServer } from '../review/server/start-review-server.js';
import { closeBrowser, sharedBrowser, watchedPage } from './browser.js';
import { sampleReview } from './sample-review.js';
import { type SampleSession, sampleFiles, samplePlanOf, sampleSession } from './sample-session.js';

const servers: ReviewServer[] = [];
const WIDE: BrowserContextOptions = { viewport: { width: 1300, height: 800 } };

/** A review that is looked at in a browser. */
export interface OpenedReview {
  readonly session: SampleSession;
  readonly server: ReviewServer;
  readonly page: Page;
  readonly faults: readonly string[];
  readonly strangers: readonly string[];
  end(): Promise<void>;
}

/** 120 hunks in 40 files, of which 2 are unsafe, and 1 is of a shape of its own. @param left what the plan leaves to a person. */
export function openReview(options: BrowserContextOptions = WIDE, left: readonly Left[] = []): Promise<OpenedReview> {
  const files = sampleFiles(sampleReview(40, 3));
  return openSession(sampleSession(files, samplePlanOf(files, left)), options);
}

export async function openSession(session: SampleSession, options: BrowserContextOptions = WIDE): Promise<OpenedReview> {
  const server = await startReviewServer(session);
  const { page, faults, strangers } = await watchedPage(await sharedBrowser(), new URL(server.url).origin, options);
  await page.goto(server.url);
  await page.waitForSelector('.card .line');
  const end = async (): Promise<void> => {
    await page.context().close();
    await server.close();
  };
  servers.push(server);
  return { session, server, page, faults, strangers, end };
}

/** After the tests of a file: what a failed one has left open would keep the process alive. */
export async function closeReviews(): Promise<void> {
  await closeBrowser();
  await Promise.all(servers.map((server) => server.close()));
}

/** Waits for five seconds at most. */
export async function eventually(isTrue: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let waited = 0; waited < 5_000; waited += 25) {
    if (await isTrue()) return;
    await new Promise((next) => setTimeout(next, 25));
  }
  assert.fail(`never: ${what}`);
}
