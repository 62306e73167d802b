import type { YamlItem, YamlNode, YamlPair } from '../yaml-file.js';
import { clashes } from './anchors.js';
import { type Attempt, refused } from './attempt.js';
import type { EditContext } from './context.js';
import { withNode } from './expected.js';
import { isSpaced } from './extent.js';
import { flowText, pairText } from './flow-text.js';
import type { Fragment } from './fragment.js';
import { insertBlock } from './insert-block.js';
import { insertFlow } from './insert-flow.js';
import { columnOf } from './lines.js';
import { type Collection, entriesOf, heldBy, type Owner } from './owners.js';
import { renderEntry } from './render.js';
import { styleAt } from './style.js';
import { verified } from './verify.js';

/** Where entries are to go: before an index, seen from the entry behind it or from the one before. */
export interface Spot {
  readonly index: number;
  readonly behind: boolean;
}

/** What is to hold new entries: a collection, or an entry whose value is still to be written. */
export type Target = { readonly container: Collection } | { readonly owner: Owner };

/** Finds what new entries are added to; an empty flow collection in block style gives way to a block. */
export function targetOf({ owners }: EditContext, to: YamlNode | YamlPair | YamlItem, kind: Collection['kind']): Target | null {
  const isEntry = to.kind === 'pair' || to.kind === 'item';
  const owner = isEntry ? to : owners.of(to);
  const node = isEntry ? heldBy(to) : to;
  if (owner === null) return null;
  if (node === null || (node.kind === 'scalar' && node.value === null)) return { owner };
  if (node.kind !== kind) return null;
  const mayBeBlock = owners.containerOf(owner)?.style !== 'flow';
  return entriesOf(node).length === 0 && mayBeBlock ? { owner } : { container: node };
}

/** Adds entries to a collection that has some. */
export function addEntries(context: EditContext, container: Collection, fragments: readonly Fragment[], spot: Spot): Attempt {
  const { file, owners } = context;
  if (owners.of(container) === null) return refused('it stands in a key');
  const clash = fragments.map(({ node }) => clashes(file, node)).find((one) => one !== null);
  if (clash != null) return clash;
  const documents = withNode(file, owners, container, withEntries(container, fragments, spot.index));
  if (container.style === 'flow') return addToFlow(context, container, fragments, spot, documents);
  const style = styleAt(file, container);
  const column = columnOf(file.text, container.start);
  const rendered = fragments.map((fragment) => renderEntry(fragment, column, style));
  const comments = fragments.flatMap((fragment) => fragment.comments);
  let attempt: Attempt = refused('there is no place for it');
  // A blank line behind a block scalar that keeps such lines would become part of it.
  for (const spaced of isSpaced(file, container) === true ? [true, false] : [false]) {
    const edits = insertBlock(file, container, rendered, { ...spot, spaced });
    attempt = edits === null ? attempt : verified(file, edits, { documents, comments });
    if ('edits' in attempt) break;
  }
  return attempt;
}

function addToFlow(
  { file }: EditContext,
  container: Collection,
  fragments: readonly Fragment[],
  { index }: Spot,
  documents: ReturnType<typeof withNode>,
): Attempt {
  const style = styleAt(file, container);
  const texts = fragments.map(({ file: own, entry, comments }) => {
    if (comments.length > 0) return null;
    return entry.kind === 'pair' ? pairText(own, entry, style) : flowText(own, entry.node, style);
  });
  const written = texts.flatMap((text) => (text === null || text === '' ? [] : [text]));
  if (written.length < texts.length) return refused('the value cannot be written in flow style');
  const edits = insertFlow(file, container, written, index, style);
  return edits === null ? refused('the flow collection has no place for it') : verified(file, edits, { documents, comments: [] });
}

function withEntries(container: Collection, fragments: readonly Fragment[], index: number): Collection {
  const added = fragments.map(({ entry }) => entry);
  if (container.kind === 'map') {
    return { ...container, pairs: container.pairs.toSpliced(index, 0, ...added.filter((entry) => entry.kind === 'pair')) };
  }
  return { ...container, items: container.items.toSpliced(index, 0, ...added.filter((entry) => entry.kind === 'item')) };
}
