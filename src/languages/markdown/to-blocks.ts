import type { Nodes, Root } from 'mdast';
import type { Range } from '../../core/range.js';
import type { MarkdownBlock, MarkdownInline } from './markdown-file.js';

const NOTHING = {
  text: '',
  inlines: [],
  level: null,
  content: null,
  ordered: null,
  first: null,
  loose: null,
  checked: null,
  info: null,
  label: null,
  target: null,
} as const;

/** Copies mdast's tree into plain blocks. It recurses: the caller has bounded the depth. */
export function toBlocks(root: Root, text: string): readonly MarkdownBlock[] {
  const whole = { start: 0, end: text.length };
  return root.children.map((node) => toBlock(node, whole, 0));
}

function toBlock(node: Nodes, parent: Range, depth: number): MarkdownBlock {
  const range = rangeOf(node, parent);
  const block = { ...NOTHING, ...range, type: node.type, depth, children: [], ...factsOf(node, range) };
  const isContainer = 'children' in node && !hasPhrasing(node);
  return isContainer ? { ...block, children: node.children.map((child) => toBlock(child, range, depth + 1)) } : block;
}

function hasPhrasing({ type }: Nodes): boolean {
  return type === 'paragraph' || type === 'heading' || type === 'tableCell';
}

function factsOf(node: Nodes, range: Range): Partial<MarkdownBlock> {
  switch (node.type) {
    case 'heading':
      return { ...phrasing(node, range), level: node.depth, content: contentOf(node.children, range) };
    case 'paragraph':
    case 'tableCell':
      return phrasing(node, range);
    case 'list':
      return {
        ordered: node.ordered === true,
        first: node.start ?? null,
        // mdast tells a blank line between items of the list, and one between the children of an item of that item.
        loose: node.spread === true || node.children.some(({ spread }) => spread === true),
      };
    case 'listItem':
      return { checked: node.checked ?? null, loose: node.spread === true };
    case 'code':
      return { text: node.value, info: [node.lang, node.meta].filter((part) => part != null).join(' ') };
    case 'html':
    case 'yaml':
      return { text: node.value };
    case 'table':
      return { info: (node.align ?? []).map((align) => align ?? '').join('|') };
    case 'definition':
      return { label: node.identifier, target: targetOf(node) };
    case 'footnoteDefinition':
      return { label: node.identifier };
    default:
      return 'value' in node ? { text: node.value } : {};
  }
}

function contentOf(children: readonly Nodes[], range: Range): Range | null {
  const [first, last] = [children[0], children.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { start: rangeOf(first, range).start, end: rangeOf(last, range).end };
}

function phrasing(node: Nodes, range: Range): Pick<MarkdownBlock, 'text' | 'inlines'> {
  const inlines = 'children' in node ? node.children.flatMap((child) => inlinesOf(child, range)) : [];
  return { text: plainText(node), inlines };
}

function inlinesOf(node: Nodes, parent: Range): readonly MarkdownInline[] {
  const range = rangeOf(node, parent);
  const inner = 'children' in node ? node.children.flatMap((child) => inlinesOf(child, range)) : [];
  return [
    { ...range, type: node.type, text: node.type === 'html' ? node.value : plainText(node), target: targetOf(node) },
    ...inner,
  ];
}

function plainText(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return '\n';
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? '';
  return 'children' in node ? node.children.map(plainText).join('') : '';
}

function targetOf(node: Nodes): string | null {
  if ('url' in node) return node.title == null ? node.url : `${node.url} ${node.title}`;
  return 'identifier' in node ? node.identifier : null;
}

/** Links that GitHub makes of bare addresses may come without a place: they get that of what they stand in. */
function rangeOf(node: Nodes, parent: Range): Range {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return start === undefined || end === undefined ? { start: parent.start, end: parent.end } : { start, end };
}
