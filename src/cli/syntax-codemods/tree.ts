import { defineCodemod, type SyntaxNode } from '../../index.js';
import { rootOf, walk } from '../../languages/javascript/syntax-object.js';
import { type Placed, placesIn } from './placed.js';

/** A node of a syntax tree, as `codemod tree` shows it. */
export interface ShownNode extends Placed {
  readonly type: string;
  readonly field: string | null;
  readonly depth: number;
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
        const place = placesIn(file.text);
        const depths = new Map<SyntaxNode, number>();
        for (const node of file.root.descendants()) {
          const depth = node.parent === null ? 0 : (depths.get(node.parent) ?? 0) + 1;
          depths.set(node, depth);
          if (!node.named) continue;
          const text = node.namedChildren.length === 0 ? node.text : null;
          yield note({ type: node.type, field: node.field, depth, ...place(node), text } satisfies ShownNode);
        }
      },
    },
    javascript: {
      needles: [],
      *transform(file, { note }) {
        const place = placesIn(file.text, file.block);
        const visits = [...walk(rootOf(file.ast))];
        for (const [index, { node, field, depth }] of visits.entries()) {
          // Parents come before children.
          const isLeaf = (visits[index + 1]?.depth ?? 0) <= depth;
          const text = isLeaf ? file.text.slice(node.start, node.end) : null;
          yield note({ type: node.type, field, depth, ...place(node), text } satisfies ShownNode);
        }
      },
    },
  },
});
