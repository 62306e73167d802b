import { applyEdits, type Edit } from '../../../core/edit.js';
import { isSkip } from '../../../core/source-file.js';
import { descendants } from '../descendants.js';
import type { MarkdownBlock, MarkdownFile } from '../markdown-file.js';
import { parseBlocks } from '../parse.js';
import { type BlockPath, blockAt, replaceShapes, type Shape, shapeOf } from './shape.js';

/** What an edit is meant to do to the tree. */
export interface Intent {
  /** The way to the block of which the children change; empty for the document. */
  readonly parent: BlockPath;
  /** The children `from` to `to` (exclusive) are exchanged for `inserted`. */
  readonly from: number;
  readonly to: number;
  readonly inserted: readonly Shape[];
}

/** The edits, when the text that they make has exactly the blocks that are meant; else null. */
export function verified(file: MarkdownFile, edits: readonly Edit[], intent: Intent): readonly Edit[] | null {
  const changing = edits.filter(({ oldText, newText }) => oldText !== newText);
  const after = parseBlocks(applyEdits(file.text, changing));
  if (isSkip(after)) return null;
  // Items that are only added do not change what is known of their list.
  const isRelaxed = intent.to > intent.from;
  const expected = replaceShapes(shapes(file.blocks, intent.parent, isRelaxed), intent.parent, intent, intent.inserted);
  const same = JSON.stringify(expected) === JSON.stringify(shapes(after, intent.parent, isRelaxed));
  return same && keepsTargets(file.blocks, after) ? changing : null;
}

function shapes(blocks: readonly MarkdownBlock[], parent: BlockPath, isRelaxed: boolean): readonly Shape[] {
  const changed = isRelaxed ? blockAt(blocks, parent) : null;
  return blocks.map((block) => shapeOf(block, changed));
}

/**
 * A definition that comes or goes must not change what a label means elsewhere: of several, the first counts. One that
 * takes the place of another is meant.
 */
function keepsTargets(before: readonly MarkdownBlock[], after: readonly MarkdownBlock[]): boolean {
  const [old, now] = [definitionsOf(before), definitionsOf(after)];
  return [...old].every(([label, targets]) => {
    const left = now.get(label);
    return left === undefined || left[0] === targets[0] || (left.length === 1 && targets.length === 1);
  });
}

/** The definitions of links and footnotes by kind and label, in the order of the text. */
function definitionsOf(blocks: readonly MarkdownBlock[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const block of descendants(blocks)) {
    if (block.label === null) continue;
    const key = `${block.type} ${block.label}`;
    found.set(key, [...(found.get(key) ?? []), block.target ?? JSON.stringify(shapeOf(block))]);
  }
  return found;
}
