/** One page of a list, and where it stands. Pages count from 1. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly last: number;
}

/** What was asked for, within what a server gives: as the real ones do, nonsense is the default. */
export function pageOf<T>(
  list: readonly T[],
  query: URLSearchParams,
  sizeName: string,
  limits: { standard: number; most: number },
): Page<T> {
  const page = positive(query.get('page')) ?? 1;
  const size = Math.min(positive(query.get(sizeName)) ?? limits.standard, limits.most);
  const items = list.slice((page - 1) * size, page * size);
  return { items, page, size, total: list.length, last: Math.max(1, Math.ceil(list.length / size)) };
}

function positive(text: string | null): number | undefined {
  const value = Number(text ?? '');
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** RFC 8288, as far as the forges use it. */
export function linkHeader(url: URL, { page, last }: Page<unknown>): Record<string, string> {
  const links: [string, number][] = [];
  if (page > 1) links.push(['prev', page - 1], ['first', 1]);
  if (page < last) links.push(['next', page + 1], ['last', last]);
  if (links.length === 0) return {};
  const to = (number: number): string => {
    const there = new URL(url);
    there.searchParams.set('page', String(number));
    return there.href;
  };
  return { link: links.map(([rel, number]) => `<${to(number)}>; rel="${rel}"`).join(', ') };
}

export function newestFirst<T extends { readonly number: number }>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => b.number - a.number);
}
