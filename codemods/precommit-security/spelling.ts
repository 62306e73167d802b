import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSequence } from 'codex-codemod';

/** How the entries of `repos` are written. */
export interface Spelling {
  readonly quotesKeys: boolean;
  /** True where most values of the key are in quotes. */
  quotes(key: string): boolean;
  readonly args: 'flow' | 'block';
  /** Flow style has no place for a comment. */
  readonly hasComments: boolean;
}

/** The spelling that most of the entries have; where there are none, the keys of the file tell of quotes. */
export function spellingOf(root: YamlMap, repos: YamlNode | null): Spelling {
  const below = [...pairsBelow(repos)];
  const pairs = below.length > 0 ? below : root.pairs;
  const keys = pairs.map(({ key }) => key).filter((node) => node.kind === 'scalar');
  const valuesOf = (name: string): readonly YamlScalar[] =>
    pairs.filter(({ key }) => key.kind === 'scalar' && key.value === name).flatMap(scalarsOf);
  const quotesKeys = quotesMost(keys, false);
  const lists = pairs
    .filter(({ key }) => key.kind === 'scalar' && key.value === 'args')
    .flatMap(({ value }): YamlSequence[] => (value?.kind === 'sequence' && value.items.length > 0 ? [value] : []));
  return {
    quotesKeys,
    quotes: (name) => quotesMost(valuesOf(name), quotesKeys),
    args: lists.filter(({ style }) => style === 'block').length * 2 > lists.length ? 'block' : 'flow',
    hasComments: root.style === 'block' && (repos?.kind !== 'sequence' || repos.style === 'block' || repos.items.length === 0),
  };
}

/** The pairs of the repositories, and of their hooks. */
function* pairsBelow(repos: YamlNode | null): Generator<YamlPair> {
  for (const repository of mapsIn(repos)) {
    for (const pair of repository.pairs) {
      yield pair;
      for (const hook of mapsIn(pair.value)) yield* hook.pairs;
    }
  }
}

function mapsIn(node: YamlNode | null) {
  const items = node?.kind === 'sequence' ? node.items : [];
  return items.flatMap(({ node: item }) => (item?.kind === 'map' ? [item] : []));
}

function scalarsOf({ value }: YamlPair): readonly YamlScalar[] {
  if (value?.kind === 'scalar') return [value];
  const items = value?.kind === 'sequence' ? value.items : [];
  return items.flatMap(({ node }) => (node?.kind === 'scalar' ? [node] : []));
}

function quotesMost(scalars: readonly YamlScalar[], byDefault: boolean): boolean {
  if (scalars.length === 0) return byDefault;
  return scalars.filter(({ style }) => style === 'single' || style === 'double').length * 2 > scalars.length;
}
