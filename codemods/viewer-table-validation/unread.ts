import type { Range } from 'codex-codemod';
import { isCalledTable, type Source } from './sources/source.js';
import type { Tree } from './tree.js';
import type { Way } from './values/way.js';

interface Unread {
  readonly at: Range;
  readonly message: string;
}

/** The values that are called tables and go into SQL text through code that is not here. Running SQL as such is a purpose. */
export function unreadTables<N>(
  { rangeOf }: Pick<Tree<N>, 'rangeOf'>,
  ways: readonly Way<N, Pick<Source, 'label' | 'names'>>[],
): readonly Unread[] {
  const byStart = new Map<number, Unread>();
  for (const { leaf } of ways) {
    const { opaque } = leaf.traits;
    if (opaque === undefined || leaf.origin.kind !== 'source' || !isCalledTable(leaf.origin.source)) continue;
    const at = rangeOf(leaf.hole);
    const message = `${leaf.origin.source.label} goes into SQL text through ${opaque.name}, which cannot be read here.`;
    byStart.set(at.start, { at, message });
  }
  return [...byStart.values()];
}
