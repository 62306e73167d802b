import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { hostileTexts } from '../../testing/hostile-texts.js';
import { sampleFiles, sampleSession } from '../../testing/sample-session.js';
import { suite } from '../../testing/suite.js';
import { DATA_ELEMENT, type EmbeddedReview } from './embedded-review.js';
import { renderReviewHtml } from './render-review-html.js';

const test = suite('review as a file');

const TEXTS = hostileTexts('globalThis.canary=1');
const session = sampleSession(
  sampleFiles(TEXTS.map((text, number) => ({ path: `${number}/${text}`, before: `${text}\n`, after: 'x\n', reason: text }))),
);
const [id = ''] = session.files.flatMap(({ hunks }) => hunks.map((hunk) => hunk.id));
const html = renderReviewHtml(
  session.plan,
  session.files,
  new Map([[id, { verdict: 'rejected', reason: '</script>', edited: null }]]),
);

/** The contents of elements, as a parser of HTML ends them: at the first end tag. */
function contents(tag: string): readonly string[] {
  return [...html.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}`, 'gi'))].map(([, content = '']) => content);
}

test('it holds one script, one style and one block of data, whatever the texts are', () => {
  assert.equal(contents('script').length, 2);
  assert.equal(contents('style').length, 1);
  assert.equal(html.match(/<script/gi)?.length, 2);
  const [data = ''] = contents('script');
  assert.doesNotMatch(data, /[<\u2028\u2029]/);
});

test('the policy allows its own script and style by their hashes, and no address', () => {
  const [, policy = ''] = /http-equiv="content-security-policy" content="([^"]+)"/.exec(html) ?? [];
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  assert.ok(policy.startsWith("default-src 'none'; "));
  assert.ok(policy.includes(`script-src ${hash(contents('script')[1] ?? '')};`));
  assert.ok(policy.includes(`style-src ${hash(contents('style')[0] ?? '')};`));
  assert.doesNotMatch(policy, /unsafe|https?:|connect-src|\*/);
  assert.doesNotMatch(html.slice(0, html.indexOf(DATA_ELEMENT)), /(?:src|href)="(?!data:)/);
});

test('the data is the review, with its decisions and without where it was made', () => {
  const review: EmbeddedReview = JSON.parse(contents('script')[0] ?? '');
  assert.equal(review.index.planId, session.planId);
  assert.deepEqual(
    review.index.reasons.map(({ text }) => text),
    [...new Set(TEXTS)],
  );
  assert.equal(review.bodies.length, TEXTS.length);
  assert.deepEqual(review.decisions, [{ hunk: 0, verdict: 'rejected', reason: '</script>', edited: null }]);
  const moved = renderReviewHtml(
    { ...session.plan, root: '/secret/place', head: '0123456789' },
    session.files,
    session.decisions(),
  );
  assert.doesNotMatch(moved, /\/secret\/place/);
});

test('the same review gives the same bytes', () => {
  const render = (): string => renderReviewHtml(session.plan, session.files, session.decisions());
  assert.equal(render(), render());
});
