import {
  blocksWithin,
  type Edit,
  type MarkdownBlock,
  type MarkdownFile,
  type MarkdownSection,
  type MarkdownServices,
} from 'codex-codemod';
import { type Topic, topicOf } from './about-checks.js';
import { readCheckBlock } from './check-block.js';
import { readCheckItem } from './check-item.js';

/** A list of checks, or a code block of them. */
export interface Checks {
  readonly block: MarkdownBlock;
  readonly section: MarkdownSection;
  /** What it is of alone, if it is not of checks in general: a type check may not belong there. */
  readonly isOnlyOf: 'tests' | 'formatting' | null;
  /** The edits that add a check, or null where they would not be exact. */
  add(command: string, name: string): readonly Edit[] | null;
}

interface Found extends Checks {
  readonly rank: number;
}

/** The part of a guide that lists its checks; null where none surely does. Several tools speak for it more than one does. */
export function findChecks(file: MarkdownFile, { sections, appendItem }: MarkdownServices): Checks | null {
  const found: Found[] = [];
  for (const section of [sections.root, ...sections.all]) {
    for (const { block, lead } of withLeads(section.blocks)) {
      const topic = topicOf(section.title, lead);
      if (topic === 'other') continue;
      const one = block.type === 'list' ? readList(file, block, appendItem) : readBlock(file, block);
      if (one !== null) found.push({ ...one, block, section, ...judged(one, topic) });
    }
  }
  return found.reduce<Found | null>((best, one) => (best === null || one.rank > best.rank ? one : best), null);
}

type Read = Pick<Checks, 'add'> & { readonly tools: number };

function judged({ tools }: Read, topic: Exclude<Topic, 'other'>): Pick<Found, 'rank' | 'isOnlyOf'> {
  const isOnlyOf = topic === 'checks' || (topic === 'tests' && tools >= 2) ? null : topic;
  return { isOnlyOf, rank: isOnlyOf !== null ? 0 : tools >= 2 ? 2 : 1 };
}

function readList(file: MarkdownFile, list: MarkdownBlock, appendItem: MarkdownServices['appendItem']): Read | null {
  const items = list.children.map((item) => readCheckItem(file.text, item));
  const checks = items.flatMap((item) => (item === null ? [] : [item]));
  const model = checks.at(-1);
  if (model === undefined || checks.length < items.length) return null;
  return {
    tools: new Set(checks.map(({ tool }) => tool)).size,
    add: (command, name) => appendItem(list, model.write(command, name)),
  };
}

/** One tool that is run in several ways is the manual of that tool. */
function readBlock(file: MarkdownFile, block: MarkdownBlock): Read | null {
  const read = readCheckBlock(file, block);
  if (read === null || (read.tools.size < 2 && read.checks > 1)) return null;
  return {
    tools: read.tools.size,
    add(command) {
      const edit = read.edit(command);
      return edit === null ? null : [edit];
    },
  };
}

/** All blocks with the text of the paragraph right above, inside of the same container. */
function* withLeads(blocks: readonly MarkdownBlock[]): Generator<{ readonly block: MarkdownBlock; readonly lead: string }> {
  const leads = new Map<MarkdownBlock, string>();
  const learn = (siblings: readonly MarkdownBlock[]): void => {
    for (const [index, block] of siblings.entries()) {
      const above = siblings[index - 1];
      leads.set(block, above?.type === 'paragraph' ? above.text : '');
    }
  };
  learn(blocks);
  for (const block of blocksWithin(blocks)) {
    learn(block.children);
    yield { block, lead: leads.get(block) ?? '' };
  }
}
