import type { ListDialect } from './dialect.js';
import type { ForgeAnswer, RemoteRepository, RepositoryLister, RepositoryQuery } from './forge.js';
import { settle } from './http/forge-stop.js';

/** More than any list of a host has; one that says "there is more" for ever is ended there. */
export const MOST_PAGES = 2000;

/**
 * Page after page. After `paused` the same page is asked for again, so whoever reads on waits first; after `failed` there is no
 * more.
 */
export function listerOf(open: () => Promise<ListDialect>, note: (sentence: string) => void): RepositoryLister {
  return (query) => pages(open, query, note);
}

async function* pages(
  open: () => Promise<ListDialect>,
  query: RepositoryQuery,
  note: (sentence: string) => void,
): AsyncGenerator<ForgeAnswer<readonly RemoteRepository[]>> {
  const seen = new Set<string>();
  for (let number = 1; number <= MOST_PAGES; ) {
    const page = await settle(async () => (await open()).page(query, number));
    if (page.kind !== 'ok') {
      yield page;
      if (page.kind === 'failed') return;
      continue;
    }
    // A repository that is made while we read moves others to the next page, where they come again.
    const fresh = page.value.items.filter(({ path }) => !seen.has(path));
    for (const { path } of fresh) seen.add(path);
    yield { kind: 'ok', value: fresh };
    if (!page.value.next) return;
    number++;
  }
  note(`The list of ${query.owner} has more than ${MOST_PAGES} pages: the rest is left out.`);
}
