import { nodesOf } from '../walk.js';
import type { YamlFile, YamlNode } from '../yaml-file.js';
import { columnOf, isFirstOnLine } from './lines.js';

/** How a file writes what a new value may hold. */
export interface YamlStyle {
  /** Columns from a key to the map below it. */
  readonly step: number;
  /** Columns from a key to the dashes below it; 0 where they stand under the key. */
  readonly sequenceStep: number;
  /** White space behind a dash. */
  readonly dashPad: string;
  /** The same before a scalar, which stands closer in files that write `-   key: value` and `- scalar`. */
  readonly scalarDashPad: string;
  /** The quote that most quoted scalars have; null for none or as many of either. */
  readonly quote: 'single' | 'double' | null;
  /** White space inside of the brackets of flow maps and sequences. */
  readonly mapPad: string;
  readonly sequencePad: string;
}

interface Counts {
  readonly steps: number[];
  readonly sequenceSteps: number[];
  readonly dashPads: string[];
  readonly scalarDashPads: string[];
  readonly quotes: ('single' | 'double')[];
  readonly mapPads: string[];
  readonly sequencePads: string[];
}

/** The style of a file, as it is near a node: what that has nothing of is taken from the whole file, then from custom. */
export function styleAt(file: YamlFile, near: YamlNode | null): YamlStyle {
  const scopes = [near, ...file.documents.map(({ contents }) => contents)].filter((node) => node !== null);
  const inner = count(file.text, scopes.slice(0, near === null ? 0 : 1));
  const all = count(file.text, scopes.slice(near === null ? 0 : 1));
  const step = mostCommon(inner.steps) ?? mostCommon(all.steps) ?? 2;
  return {
    step,
    sequenceStep: mostCommon(inner.sequenceSteps) ?? mostCommon(all.sequenceSteps) ?? step,
    dashPad: padOf(inner.dashPads, all.dashPads, inner.scalarDashPads, all.scalarDashPads),
    scalarDashPad: padOf(inner.scalarDashPads, all.scalarDashPads, inner.dashPads, all.dashPads),
    quote: commonQuote(all.quotes),
    mapPad: mostCommon(inner.mapPads) ?? mostCommon(all.mapPads) ?? ' ',
    sequencePad: mostCommon(inner.sequencePads) ?? mostCommon(all.sequencePads) ?? '',
  };
}

function count(text: string, roots: readonly YamlNode[]): Counts {
  const counts: Counts = {
    steps: [],
    sequenceSteps: [],
    dashPads: [],
    scalarDashPads: [],
    quotes: [],
    mapPads: [],
    sequencePads: [],
  };
  for (const root of roots) for (const node of nodesOf(root)) countNode(text, node, counts);
  return counts;
}

function countNode(text: string, node: YamlNode, counts: Counts): void {
  if (node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')) counts.quotes.push(node.style);
  if (node.kind === 'map' || node.kind === 'sequence') {
    if (node.style === 'flow') countPad(text, node, counts);
    else if (node.kind === 'map') countSteps(text, node, counts);
    else countDashes(text, node, counts);
  }
}

function countPad(text: string, node: Extract<YamlNode, { kind: 'map' | 'sequence' }>, counts: Counts): void {
  const isEmpty = (node.kind === 'map' ? node.pairs : node.items).length === 0;
  const pad = /^[[{]( *)(?! *(?:#|\r?\n))/.exec(text.slice(node.start, node.end))?.[1];
  if (isEmpty || pad === undefined) return;
  (node.kind === 'map' ? counts.mapPads : counts.sequencePads).push(pad === '' ? '' : ' ');
}

function countSteps(text: string, node: Extract<YamlNode, { kind: 'map' }>, counts: Counts): void {
  for (const { start, value } of node.pairs) {
    if ((value?.kind !== 'map' && value?.kind !== 'sequence') || value.style === 'flow' || !isFirstOnLine(text, value.start))
      continue;
    (value.kind === 'map' ? counts.steps : counts.sequenceSteps).push(columnOf(text, value.start) - columnOf(text, start));
  }
}

function countDashes(text: string, node: Extract<YamlNode, { kind: 'sequence' }>, counts: Counts): void {
  for (const item of node.items) {
    const pad = item.node === null ? '' : text.slice(item.start + 1, item.node.propertiesStart);
    const holdsScalar = item.node?.kind === 'scalar' || item.node?.kind === 'alias';
    if (/^ +$/.test(pad)) (holdsScalar ? counts.scalarDashPads : counts.dashPads).push(pad);
  }
}

/** From the first of the lists that has any. */
function padOf(...lists: readonly (readonly string[])[]): string {
  return mostCommon(lists.find((list) => list.length > 0) ?? []) ?? ' ';
}

/** The first of the values that stand most often. */
function mostCommon<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | null = null;
  for (const [value, times] of counts) if (best === null || times > (counts.get(best) ?? 0)) best = value;
  return best;
}

function commonQuote(quotes: readonly ('single' | 'double')[]): 'single' | 'double' | null {
  const singles = quotes.filter((quote) => quote === 'single').length;
  if (singles * 2 === quotes.length) return null;
  return singles * 2 > quotes.length ? 'single' : 'double';
}
