import { appendTo, prependTo } from './edits/add-blocks.js';
import { appendItem } from './edits/append-item.js';
import { insertSection } from './edits/insert-section.js';
import { removeBlocks, removeSection } from './edits/remove-blocks.js';
import { replaceBlock } from './edits/replace-block.js';
import { makeSections } from './make-sections.js';
import type { MarkdownFile } from './markdown-file.js';
import type { MarkdownSections, MarkdownServices } from './services.js';

/** The services of one file; its sections are made when they are first used. */
export function makeServices(file: MarkdownFile): MarkdownServices {
  let sections: MarkdownSections | null = null;
  const services: MarkdownServices = {
    get sections() {
      sections ??= makeSections(file);
      return sections;
    },
    insertSection: (markdown, where) => insertSection(file, services.sections.root, markdown, where),
    appendTo: (section, markdown) => appendTo(file, section, markdown),
    prependTo: (section, markdown) => prependTo(file, section, markdown),
    replaceBlock: (block, markdown) => replaceBlock(file, block, markdown),
    removeBlocks: (first, last) => removeBlocks(file, first, last),
    removeSection: (section) => removeSection(file, section),
    appendItem: (list, markdown) => appendItem(file, list, markdown),
  };
  return services;
}
