import type { Edit } from '../../core/edit.js';
import { aliasTargets } from './alias-targets.js';
import { addItems } from './edits/add-items.js';
import { addPairs } from './edits/add-pairs.js';
import type { Attempt } from './edits/attempt.js';
import { type EditContext, editContext } from './edits/context.js';
import { createDocument } from './edits/create-document.js';
import { removeEntry } from './edits/remove-entry.js';
import { renameKey } from './edits/rename-key.js';
import { replaceValue } from './edits/replace-value.js';
import { dataOf, indexOfKey, pairOf } from './read.js';
import type { YamlServices } from './services.js';
import type { YamlAlias, YamlFile, YamlItem, YamlNode, YamlPair } from './yaml-file.js';

type Path = readonly (string | number)[];

/** The services of one file. `onRefusal` is told why an edit is not made: for measuring, and for tests. */
export function makeServices(file: YamlFile, onRefusal: (why: string) => void = () => {}): YamlServices {
  const root = file.documents[0]?.contents ?? null;
  let targets: ReadonlyMap<YamlAlias, YamlNode> | null = null;
  let context: EditContext | null = null;
  const edit = (attempt: (context: EditContext) => Attempt): readonly Edit[] | null => {
    context ??= editContext(file);
    const result = attempt(context);
    if ('edits' in result) return result.edits;
    onRefusal(result.refused);
    return null;
  };
  const resolve = (node: YamlNode | null): YamlNode | null => {
    if (node?.kind !== 'alias') return node;
    targets ??= aliasTargets(file.documents);
    return targets.get(node) ?? null;
  };
  const get = (node: YamlNode | null, ...path: Path): YamlNode | null =>
    path.reduce<YamlNode | null>((at, step) => resolve(child(at, step)), resolve(node));
  const replace = (target: YamlNode | YamlPair | YamlItem, value: string): readonly Edit[] | null =>
    edit((on) => {
      const owner = target.kind === 'pair' || target.kind === 'item' ? target : on.owners.of(target);
      return owner === null ? { refused: 'it stands in a key, or in another file' } : replaceValue(on, owner, value);
    });
  return {
    root,
    at: (...path) => get(root, ...path),
    get,
    pair: pairOf,
    scalar: (node, ...path) => scalarAt(node, path, get),
    data: (node) => dataOf(node, resolve),
    addPairs: (to, entries, where = 'end') => edit((on) => addPairs(on, to, entries, where)),
    addPair: (to, key, value, where = 'end') => edit((on) => addPairs(on, to, { [key]: value }, where)),
    addItems: (to, items, where = 'end') => edit((on) => addItems(on, to, items, where)),
    addItem: (to, item, where = 'end') => edit((on) => addItems(on, to, [item], where)),
    replaceValue: replace,
    removePair: (map, key) => edit((on) => removeEntry(on, map, indexOfKey(map, key))),
    removeItem: (sequence, index) => edit((on) => removeEntry(on, sequence, index)),
    renameKey: (map, key, newKey) => edit((on) => renameKey(on, map, key, newKey)),
    createDocument: (value) => edit((on) => createDocument(on, value)),
  };
}

function child(node: YamlNode | null, step: string | number): YamlNode | null {
  if (node?.kind === 'sequence' && typeof step === 'number') return node.items.at(step)?.node ?? null;
  return pairOf(node, String(step))?.value ?? null;
}

/** A key without a value is null; a path that leads nowhere is undefined. */
function scalarAt(node: YamlNode | null, path: Path, get: YamlServices['get']): ReturnType<YamlServices['scalar']> {
  const found = get(node, ...path);
  if (found !== null) return found.kind === 'scalar' ? found.value : undefined;
  const last = path.at(-1);
  const holder = last === undefined ? null : get(node, ...path.slice(0, -1));
  const entry = holder?.kind === 'sequence' && typeof last === 'number' ? holder.items.at(last) : pairOf(holder, String(last));
  const isWritten = entry == null || (entry.kind === 'pair' ? entry.value : entry.node) !== null;
  return isWritten ? undefined : null;
}
