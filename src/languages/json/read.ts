import type { JsonData, JsonNode, JsonProperty } from './json-file.js';

export type JsonPath = readonly (string | number)[];

export function propertyOf(node: JsonNode | null, key: string): JsonProperty | null {
  return node?.kind === 'object' ? (node.properties.find((property) => property.key === key) ?? null) : null;
}

export function nodeAt(root: JsonNode, path: JsonPath): JsonNode | null {
  return path.reduce<JsonNode | null>((node, step) => {
    if (node?.kind === 'array' && typeof step === 'number') return node.items[step] ?? null;
    return propertyOf(node, String(step))?.value ?? null;
  }, root);
}

/** Plain data; objects have no prototype. */
export function dataOf(node: JsonNode): JsonData {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map(dataOf);
  const object: Record<string, JsonData> = Object.create(null);
  for (const { key, value } of node.properties) object[key] = dataOf(value);
  return object;
}
