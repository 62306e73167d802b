import type { ItemPlace } from '../services.js';
import type { YamlItem, YamlNode, YamlPair } from '../yaml-file.js';
import { addEntries, type Spot, targetOf } from './add-entries.js';
import { type Attempt, refused } from './attempt.js';
import type { EditContext } from './context.js';
import { makeFragment } from './fragment.js';
import { replaceValue } from './replace-value.js';

/** Adds items to a sequence, or to what is to become one. */
export function addItems(
  context: EditContext,
  to: YamlNode | YamlPair | YamlItem,
  items: readonly string[],
  where: ItemPlace,
): Attempt {
  const target = targetOf(context, to, 'sequence');
  if (target === null) return refused('it is no sequence');
  const fragments = items.map((item) => makeFragment('item', item, 'lifted'));
  if ('owner' in target) {
    const lines = fragments.map(({ file, lead }) => [...lead, file.text.trimEnd()].join('\n'));
    return where === 'end' ? replaceValue(context, target.owner, lines.join('\n')) : refused('the sequence is empty');
  }
  const { container } = target;
  if (container.kind !== 'sequence') return refused('it is no sequence');
  const spot = spotIn(container.items.length, where);
  return spot === null ? refused('there is no such item to stand beside') : addEntries(context, container, fragments, spot);
}

function spotIn(length: number, where: ItemPlace): Spot | null {
  if (where === 'end') return { index: length, behind: true };
  const behind = 'after' in where;
  const beside = behind ? where.after : where.before;
  const isThere = Number.isInteger(beside) && beside >= 0 && beside < length;
  return isThere ? { index: behind ? beside + 1 : beside, behind } : null;
}
