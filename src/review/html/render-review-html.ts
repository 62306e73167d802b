import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Plan, planId } from '../../core/plan.js';
import type { Decisions } from '../../core/review/decision.js';
import type { ReviewFile } from '../../core/review/review-hunk.js';
import { indexReview } from '../model/review-index.js';
import { DATA_ELEMENT, type EmbeddedReview } from './embedded-review.js';
import { pageShell } from './page-shell.js';

/**
 * The page of the review as one file that can be read without a server, and in which nothing can be decided. It may run the
 * page's own script and style and nothing else, and cannot reach the network.
 */
export function renderReviewHtml(plan: Plan, files: readonly ReviewFile[], decisions: Decisions): string {
  const script = pageFile('page.js');
  const style = pageFile('page.css');
  const head = `<meta http-equiv="content-security-policy" content="${policy(script, style)}">\n<style>${style}</style>\n`;
  const data = `<script type="application/json" id="${DATA_ELEMENT}">${embedded(reviewOf(plan, files, decisions))}</script>\n`;
  return pageShell(head, `${data}<script type="module">${script}</script>\n`);
}

function reviewOf(plan: Plan, files: readonly ReviewFile[], decisions: Decisions): EmbeddedReview {
  const hunks = files.flatMap((file) => file.hunks);
  return {
    index: indexReview(planId(plan), plan.asked.name, files, plan.left),
    bodies: hunks.map(({ parts }) => parts),
    decisions: hunks.flatMap(({ id }, hunk) => {
      const decision = decisions.get(id);
      return decision === undefined ? [] : [{ hunk, ...decision }];
    }),
  };
}

/** JSON that cannot leave its element: nothing in it begins a tag or a comment. https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements */
function embedded(value: EmbeddedReview): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** A script and a style by their hashes; no other, and no address. */
function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** A file of the page as it may stand inside of a `script` or `style` element; the bundler escapes what would end one. */
function pageFile(name: string): string {
  return readFileSync(new URL(`../page/${name}`, import.meta.url), 'utf8').trim();
}
