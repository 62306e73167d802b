import { defineCodemod, type SyntaxNode } from '../../index.js';
import { captureNames } from './capture-names.js';
import { type Placed, placesIn } from './placed.js';

/** One node of a match, as `codemod query` shows it. */
export interface FoundNode extends Placed {
  readonly capture: string;
  readonly text: string;
}

// `codemod query` is a codemod that changes nothing: so it reads the same files, in the same guarded way.
export default defineCodemod({
  name: 'query',
  version: '1.0.0',
  summary: 'Finds what a query matches.',
  params: {
    query: { type: 'string', default: '', description: 'The query or pattern.' },
    pattern: { type: 'boolean', default: false, description: 'Is it a code pattern?' },
  },
  codes: {},
  languages: {
    python: {
      needles: [],
      *transform(file, { params, query, pattern, note }) {
        const place = placesIn(file.text);
        const found = (capture: string, node: SyntaxNode): FoundNode => ({ capture, ...place(node), text: node.text });
        if (params.pattern) {
          for (const { node } of pattern(params.query)) yield note([found('match', node)]);
          return;
        }
        const names = captureNames(params.query);
        for (const match of query(params.query)) {
          yield note(names.flatMap((name) => match.all(name).map((node) => found(name, node))));
        }
      },
    },
  },
});
