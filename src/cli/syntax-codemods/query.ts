import { defineCodemod, type SyntaxNode } from '../../index.js';

/** One node of a match, as `codemod query` shows it. Offsets are UTF-16 code units. */
export interface FoundNode {
  readonly capture: string;
  readonly start: number;
  readonly end: number;
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
      *transform(_file, { params, query, pattern, note }) {
        if (params.pattern) {
          for (const { node } of pattern(params.query)) yield note([found('match', node)]);
          return;
        }
        for (const match of query(params.query)) {
          yield note(captureNames(params.query).flatMap((name) => match.all(name).map((node) => found(name, node))));
        }
      },
    },
  },
});

function captureNames(query: string): readonly string[] {
  return [...new Set([...query.matchAll(/@([\w.-]+)/g)].map(([, name = '']) => name))];
}

function found(capture: string, { start, end, text }: SyntaxNode): FoundNode {
  return { capture, start, end, text };
}
