import { defineCodemod, type SyntaxNode } from '../../index.js';

/** A node of a syntax tree, as `codemod tree` shows it. Offsets are UTF-16 code units. */
export interface ShownNode {
  readonly type: string;
  readonly field: string | null;
  readonly depth: number;
  readonly start: number;
  readonly end: number;
  /** The text of a leaf. */
  readonly text: string | null;
}

// `codemod tree` is a codemod that changes nothing: the file is parsed in the same guarded way.
export default defineCodemod({
  name: 'tree',
  version: '1.0.0',
  summary: 'Shows a syntax tree.',
  params: {},
  codes: {},
  languages: {
    python: {
      needles: [],
      *transform(file, { note }) {
        const depths = new Map<SyntaxNode, number>();
        for (const node of file.root.descendants()) {
          const depth = node.parent === null ? 0 : (depths.get(node.parent) ?? 0) + 1;
          depths.set(node, depth);
          if (node.named) yield note(shown(node, depth));
        }
      },
    },
  },
});

function shown(node: SyntaxNode, depth: number): ShownNode {
  const leaf = node.namedChildren.length === 0;
  return { type: node.type, field: node.field, depth, start: node.start, end: node.end, text: leaf ? node.text : null };
}
