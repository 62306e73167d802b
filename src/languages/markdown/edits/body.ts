import { isSkip } from '../../../core/source-file.js';
import { descendants } from '../descendants.js';
import type { MarkdownBlock, MarkdownFile } from '../markdown-file.js';
import { parseBlocks } from '../parse.js';

/** A piece of Markdown that is to be put into a file, with what it says by itself. */
export interface Body {
  /** `\n` between lines, no blank lines around, no line break at the end. */
  readonly text: string;
  /** Their ranges count in `text`. */
  readonly blocks: readonly MarkdownBlock[];
}

/**
 * Reads a piece of Markdown as it will be read in the file: with the file's definitions, not as front matter. Null when
 * there is nothing in it, and when it would go on into what follows, as an open fence does.
 */
export function readBody(file: MarkdownFile, markdown: string): Body | null {
  const text = markdown
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  if (text === '') return null;
  // Behind a line break, a first line `---` is not front matter.
  const parsed = parseBlocks(`\n${text}\n\n${definitionsOf(file)}`);
  if (isSkip(parsed)) return null;
  const own = parsed.filter(({ start }) => start <= text.length).map((block) => shifted(block, -1));
  return own.length === 0 || own.some(({ end }) => end > text.length) ? null : { text, blocks: own };
}

/** Behind a heading of any kind, which no list or footnote of the piece can take in. */
function definitionsOf({ blocks, text }: MarkdownFile): string {
  const sources = [...descendants(blocks)]
    .filter(({ type, depth }) => depth === 0 && (type === 'definition' || type === 'footnoteDefinition'))
    .map(({ start, end }) => text.slice(start, end).replace(/\r\n?/g, '\n'));
  return `# .\n\n${sources.join('\n\n')}`;
}

function shifted(block: MarkdownBlock, by: number): MarkdownBlock {
  const move = <T extends { readonly start: number; readonly end: number }>(range: T): T => ({
    ...range,
    start: range.start + by,
    end: range.end + by,
  });
  const content = block.content === null ? null : move(block.content);
  const children = block.children.map((child) => shifted(child, by));
  return { ...move(block), content, children, inlines: block.inlines.map(move) };
}
