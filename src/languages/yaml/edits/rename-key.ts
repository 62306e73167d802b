import { replaceRange } from '../../../core/edit.js';
import type { YamlMap } from '../yaml-file.js';
import { type Attempt, refused } from './attempt.js';
import type { EditContext } from './context.js';
import { withNode } from './expected.js';
import { keyText } from './fragment.js';
import { verified } from './verify.js';

/** Gives a pair another key, in the quotes of the old one. */
export function renameKey({ file, owners }: EditContext, map: YamlMap, key: string, newKey: string): Attempt {
  const old = map.pairs.find((pair) => pair.key.kind === 'scalar' && String(pair.key.value) === key)?.key;
  if (old?.kind !== 'scalar' || owners.of(map) === null) return refused('there is no such key');
  if (map.pairs.some((pair) => pair.key.kind === 'scalar' && String(pair.key.value) === newKey))
    return refused('the new key is there');
  const text = keyText(newKey, old.style === 'single' || old.style === 'double' ? old.style : null);
  const pairs = map.pairs.map((pair) => (pair.key === old ? { ...pair, key: { ...old, value: newKey } } : pair));
  return verified(file, [replaceRange(file.text, old, text)], {
    documents: withNode(file, owners, map, { ...map, pairs }),
    comments: [],
  });
}
