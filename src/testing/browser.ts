import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { skipLoudly } from './python.js';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function chromiumPath(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, 'chromium');
    try {
      accessSync(file, constants.X_OK);
      return spawnSync(file, ['--version']).status === 0 ? file : null;
    } catch {
      // In another folder, or nowhere.
    }
  }
  return null;
}

/** Says that tests are skipped for want of a browser. In CI that is a failure. */
export function hasChromium(): boolean {
  return chromiumPath() !== null || !skipLoudly('the tests of the review page', 'chromium');
}

/** The browser of this machine, without its own traffic. */
export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('There is no chromium on the PATH.');
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

let shared: Promise<Browser> | null = null;

/** One for all tests of a file; `closeBrowser` is to be called after them. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launchChromium();
  return shared;
}

export async function closeBrowser(): Promise<void> {
  await (await shared)?.close();
  shared = null;
}

/** A page, with all that went wrong in it and all that left it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, dialogs, windows that were opened. */
  readonly faults: string[];
  /** Addresses that were asked for outside of those that begin with `own`. */
  readonly strangers: string[];
}

export async function watchedPage(browser: Browser, own: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const [faults, strangers]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('page', () => faults.push('a window was opened'));
  context.on('request', (request) => {
    if (!request.url().startsWith(own) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  return { page, faults, strangers };
}
