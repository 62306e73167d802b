import type { PairPlace } from '../services.js';
import type { YamlItem, YamlMap, YamlNode, YamlPair } from '../yaml-file.js';
import { addEntries, type Spot, targetOf } from './add-entries.js';
import { type Attempt, refused } from './attempt.js';
import type { EditContext } from './context.js';
import { keyText, makeFragment } from './fragment.js';
import { replaceValue } from './replace-value.js';

/** Adds pairs to a map, or to what is to become one. */
export function addPairs(
  context: EditContext,
  to: YamlNode | YamlPair | YamlItem,
  entries: Readonly<Record<string, string>>,
  where: PairPlace,
): Attempt {
  const target = targetOf(context, to, 'map');
  if (target === null) return refused('it is no map');
  if ('owner' in target) {
    const lines = Object.entries(entries).map(([key, value]) => textOf(keyText(key, null), value));
    return where === 'end' ? replaceValue(context, target.owner, lines.join('\n')) : refused('the map is empty');
  }
  const { container } = target;
  if (container.kind !== 'map') return refused('it is no map');
  const names = keysOf(container);
  if (Object.keys(entries).some((key) => names.includes(key))) return refused('the key is there already');
  const spot = spotIn(names, where);
  if (spot === null) return refused('there is no such key to stand beside');
  const quote = quoteOfKeys(container);
  const fragments = Object.entries(entries).map(([key, value]) => makeFragment({ key: keyText(key, quote) }, value, 'lifted'));
  return addEntries(context, container, fragments, spot);
}

/** A pair as YAML text, in the style of fragments. */
function textOf(key: string, value: string): string {
  const { file, lead } = makeFragment({ key }, value, 'lifted');
  return [...lead, file.text.trimEnd()].join('\n');
}

function keysOf({ pairs }: YamlMap): readonly (string | null)[] {
  return pairs.map(({ key }) => (key.kind === 'scalar' ? String(key.value) : null));
}

function spotIn(names: readonly (string | null)[], where: PairPlace): Spot | null {
  if (where === 'end') return { index: names.length, behind: true };
  const behind = 'after' in where;
  const index = names.indexOf(behind ? where.after : where.before);
  return index < 0 ? null : { index: behind ? index + 1 : index, behind };
}

/** The quotes that every key of a map has, as in JSON. */
function quoteOfKeys({ pairs }: YamlMap): 'single' | 'double' | null {
  const styles = new Set(pairs.map(({ key }) => (key.kind === 'scalar' ? key.style : null)));
  const [style] = styles;
  return styles.size === 1 && (style === 'single' || style === 'double') ? style : null;
}
