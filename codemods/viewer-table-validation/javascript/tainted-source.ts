import type { Use } from './find-uses.js';
import { startOf } from './program/names.js';
import type { Border, Source } from './sources/source.js';

/** A value from the command line, with all its uses in SQL. */
export interface TaintedSource {
  readonly source: Source;
  readonly uses: readonly Use[];
}

/** The same value, or the same place of a check, found at several places. */
export function merged(one: TaintedSource, more: TaintedSource): TaintedSource {
  return { source: mergedSource(one.source, more.source), uses: [...one.uses, ...more.uses] };
}

/** Values that would be checked at one place become one: its check refuses the names of each, and is made once. */
export function joined(all: readonly TaintedSource[]): readonly TaintedSource[] {
  let done: readonly TaintedSource[] = [];
  for (const next of all) {
    const met = done.filter((one) => meet(one.source, next.source));
    const whole = [...met, next].reduce(merged);
    done =
      met.length === 0 ? [...done, next] : done.flatMap((one) => (one === met[0] ? [whole] : met.includes(one) ? [] : [one]));
  }
  return done;
}

function meet(one: Source, another: Source): boolean {
  const places = new Set(one.borders.map(placeOf));
  return another.borders.some((border) => places.has(placeOf(border)));
}

function mergedSource(one: Source, more: Source): Source {
  return {
    keys: union(one.keys, more.keys),
    label: one.label === more.label ? one.label : `${one.label} or ${more.label}`,
    names: union(one.names, more.names),
    // The same value may be read at several places: those that are tables are borders.
    borders: [...new Map([...one.borders, ...more.borders].map((border) => [placeOf(border), border])).values()],
    obstacle: one.obstacle ?? more.obstacle,
    defaults: union(one.defaults, more.defaults),
    unknownDefault: one.unknownDefault ?? more.unknownDefault,
    speaksOfOthers: one.speaksOfOthers || more.speaksOfOthers,
  };
}

function union(some: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...some, ...more])];
}

/** Where a border stands; with the name where several may stand at one place. */
export function placeOf(border: Border): string {
  switch (border.kind) {
    case 'commander':
    case 'arg-parser':
      return `${startOf(border.call)}-${border.call.node.end}`;
    case 'coerce':
      return String(startOf(border.options));
    case 'wrap':
    case 'wrap-each':
      return String(startOf(border.expression));
    case 'after':
      return `${startOf(border.statement)} ${border.name}`;
    case 'body':
      return `${startOf(border.definition)} ${border.name}`;
  }
}
