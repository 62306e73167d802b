import type { EmbeddedReview } from '../html/embedded-review.js';
import { makeSearch } from '../model/search.js';
import type { Source } from './source.js';

/** A review that stands in the same file as the page. Nothing of it can be decided. */
export function embeddedSource({ index, bodies, decisions }: EmbeddedReview): Source {
  const search = makeSearch(index, bodies);
  return {
    open: async () => ({ index, bodies, decisions, version: 0 }),
    bodies: async (from, count) => bodies.slice(from, from + count),
    search: async (text) => search.find(text),
    actions: null,
  };
}
