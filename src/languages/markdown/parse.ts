import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { isSkip, type Skip, type SourceFile } from '../../core/source-file.js';
import { boundsFault } from './bounds.js';
import type { MarkdownBlock, MarkdownFile } from './markdown-file.js';
import { toBlocks } from './to-blocks.js';

/** Deeper trees are skipped: they are walked by recursion. */
const MOST_DEPTH = 1_000;

const FRONT_MATTER = ['yaml', 'toml'] as const;

/** Parses a file. Every text is Markdown: it is skipped only for being too long or too deep. */
export function parseMarkdown(source: SourceFile): MarkdownFile | Skip {
  const blocks = parseBlocks(source.text);
  return isSkip(blocks) ? blocks : { ...source, blocks };
}

/** The blocks of a text. */
export function parseBlocks(text: string): readonly MarkdownBlock[] | Skip {
  const fault = boundsFault(text);
  if (fault !== null) return fault;
  const root = parseTree(text);
  if (root === null) return { code: 'too-deep', message: 'it is nested deeper than its parser can follow' };
  if (isDeeper(root, MOST_DEPTH)) {
    return { code: 'too-deep', message: `its syntax tree is nested deeper than ${MOST_DEPTH} levels` };
  }
  return toBlocks(root, text);
}

function parseTree(text: string): Root | null {
  // The parser drops a byte order mark, and counts from behind it. One that is left here is content.
  const content = text.replace(/^\ufeff/, '\u200b');
  try {
    return fromMarkdown(content, {
      extensions: [gfm(), frontmatter([...FRONT_MATTER])],
      mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown([...FRONT_MATTER])],
    });
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

function isDeeper(root: Root, most: number): boolean {
  let level: readonly Nodes[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
  return false;
}
