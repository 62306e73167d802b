import { descendants } from '../descendants.js';
import type { MarkdownBlock, MarkdownFile } from '../markdown-file.js';

/** How a file writes what can be written in several ways; null where it does not tell. */
export interface FileStyle {
  /** True when most headings of the level are underlined. */
  isSetext(level: number): boolean;
  /** The length of the underlines when all have the same one and it is not that of their titles. */
  readonly underline: number | null;
  /** True when most headings with `#` in front have it behind, too. */
  readonly closesHeadings: boolean;
  /** `-`, `*` or `+`, for lists that stand in no other. */
  readonly bullet: string | null;
  /** '`' or `~`. */
  readonly fence: string | null;
}

/** The style of a file, by majority. */
export function fileStyle({ blocks, text }: MarkdownFile): FileStyle {
  const source = ({ start, end }: MarkdownBlock): string => text.slice(start, end);
  const headings = blocks.filter(({ type }) => type === 'heading');
  const atx = headings.map(source).filter((heading) => !isSetext(heading));
  const all = [...descendants(blocks)];
  const items = blocks.flatMap((block) => (block.type === 'list' && block.ordered === false ? block.children.slice(0, 1) : []));
  const fences = all.filter(({ type }) => type === 'code').map((code) => text.charAt(code.start));
  return {
    isSetext: (level) => isMost(headings.filter((heading) => heading.level === level).map(source), isSetext),
    underline: sameUnderline(headings.map(source).filter(isSetext)),
    closesHeadings: isMost(atx, (heading) => /[ \t]#+[ \t]*$/.test(heading)),
    bullet: mostFrequent(items.map(({ start }) => text.charAt(start))),
    fence: mostFrequent(fences.filter((mark) => mark === '`' || mark === '~')),
  };
}

/** True for the source of a heading that is underlined: the other form has one line. */
export function isSetext(source: string): boolean {
  return /[\r\n]/.test(source);
}

function sameUnderline(sources: readonly string[]): number | null {
  const lengths = sources.map((source) => source.split(/\r\n|\r|\n/).map((line) => line.trim().length));
  const underlines = lengths.map((lines) => lines.at(-1) ?? 0);
  const [first = 0] = underlines;
  const fitsTitles = lengths.every((lines) => lines.at(-1) === lines.at(-2));
  return sources.length === 0 || fitsTitles || underlines.some((length) => length !== first) ? null : first;
}

function isMost<T>(items: readonly T[], has: (item: T) => boolean): boolean {
  return items.filter(has).length * 2 > items.length;
}

function mostFrequent(items: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
