#!/usr/bin/env node
// How fast the page of a review is: node scripts/bench-review.mjs [--files 2000] [--hunks 10] [--rounds 5]
// First paint: from navigation until the lines of the first hunks are painted. Filter: from a key in a field until the list that it leads
// to is painted. Scrolling: frames in which a place of the list shows no row, or a hunk without its lines.
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '2000' },
    hunks: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '5' },
  },
});
const dist = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'dist/src');
const { launchChromium } = await import(path.join(dist, 'testing/browser.js'));
const { sampleReview } = await import(path.join(dist, 'testing/sample-review.js'));
const { sampleFiles, sampleSession } = await import(path.join(dist, 'testing/sample-session.js'));
const { startReviewServer } = await import(path.join(dist, 'review/server/start-review-server.js'));

const session = sampleSession(sampleFiles(sampleReview(Number(values.files), Number(values.hunks))));
const server = await startReviewServer(session);
const browser = await launchChromium();
const results = { paint: [], text: [], path: [], verdict: [], groups: [], group: [], frames: 0, blank: 0, longest: [] };

/** In the page: milliseconds from doing something until the frame that shows what is expected has been painted. */
const TIME = `(act, isThere) => new Promise((resolve) => {
  const started = performance.now();
  act();
  const look = () => {
    if (!isThere()) return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(performance.now() - started);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  look();
})`;
const STATUS = `document.querySelector('.shown [role=status]').textContent`;
const typed = (label, text) => `() => {
  const field = [...document.querySelectorAll('label')].find((one) => one.textContent.startsWith('${label}')).querySelector('input, select');
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, '${text}');
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
}`;
const timed = (page, act, isThere) => page.evaluate(`(${TIME})(${act}, () => ${isThere})`);

for (let round = 0; round < Number(values.rounds); round++) {
  const context = await browser.newContext({ viewport: { width: 1300, height: 850 } });
  const page = await context.newPage();
  await page.goto(server.url, { waitUntil: 'commit' });
  results.paint.push(
    await page.evaluate(`new Promise((resolve) => {
      const look = () => {
        if (document.querySelector('.card .line') === null) return requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now());
        requestAnimationFrame(() => channel.port2.postMessage(0));
      };
      look();
    })`),
  );
  // The lines of all hunks are fetched while nobody waits; the first search makes what is searched.
  await page.waitForTimeout(2500);
  const all = `${STATUS}.includes(' in ')`;
  const some = `${STATUS}.includes(' shown')`;
  results.text.push(await timed(page, typed('Search', 'thing_1234'), some));
  await timed(page, typed('Search', ''), all);
  results.path.push(await timed(page, typed('Path', 'billing/part1'), some));
  await timed(page, typed('Path', ''), all);
  results.verdict.push(await timed(page, typed('How safe', 'unsafe'), some));
  await timed(page, typed('How safe', ''), all);
  const press = (text) =>
    `() => [...document.querySelectorAll('.switch button')].find((one) => one.textContent === '${text}').click()`;
  results.groups.push(await timed(page, press('Groups'), `document.querySelector('.card.group') !== null`));
  await timed(page, press('Files'), `document.querySelector('[data-hunk]') !== null`);
  const scrolled = await scroll(page);
  results.frames += scrolled.frames;
  results.blank += scrolled.blank;
  results.longest.push(scrolled.longest);
  await context.close();
}
await browser.close();
await server.close();

/** Turns the wheel for some seconds, and looks at every frame. */
async function scroll(page) {
  await page.evaluate(`(() => {
    const list = document.querySelector('.list .scroller');
    const { left, top, width, height } = list.getBoundingClientRect();
    const seen = (globalThis.seen = { frames: 0, blank: 0, longest: 0, last: performance.now(), isOn: true });
    const isBlank = () => [0.1, 0.35, 0.6, 0.9].some((part) => {
      const element = document.elementFromPoint(left + width / 2, top + height * part);
      return element === null || element.closest('.row, .overlay') === null || element.closest('.waiting') !== null;
    });
    const look = (now) => {
      seen.frames++;
      if (isBlank()) seen.blank++;
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
      if (seen.isOn) requestAnimationFrame(look);
    };
    requestAnimationFrame((now) => { seen.last = now; look(now); });
  })()`);
  await page.mouse.move(800, 400);
  for (let turn = 0; turn < 120; turn++) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(16);
  }
  return page.evaluate('(globalThis.seen.isOn = false, globalThis.seen)');
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const told = (name, numbers) =>
  console.log(
    `${name.padEnd(34)}${median(numbers).toFixed(0).padStart(6)} ms   (${numbers.map((one) => one.toFixed(0)).join(', ')})`,
  );

console.log(
  `Node ${process.version}, ${os.availableParallelism()} processors, load ${os.loadavg()[0].toFixed(1)}; ${values.files} files, ${Number(values.files) * Number(values.hunks)} hunks; medians of ${values.rounds} rounds`,
);
told('first paint', results.paint);
told('filter by text', results.text);
told('filter by path', results.path);
told('filter by how safe', results.verdict);
told('groups of equal edits', results.groups);
told('longest frame while scrolling', results.longest);
console.log(`frames with a blank place         ${String(results.blank).padStart(6)}      of ${results.frames}`);
const filters = [results.text, results.path, results.verdict].map(median);
process.exitCode = median(results.paint) < 1500 && filters.every((one) => one < 100) && results.blank === 0 ? 0 : 1;
