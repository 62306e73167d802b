import type { BoundCodemod } from '../core/codemod.js';
import { needlesOf } from '../core/transform-of.js';
import { languageOf } from '../languages/registry.js';
import { inspectBytes, inspectOrigin } from '../trees/inspect.js';
import { compileNeedles } from '../trees/needles.js';
import type { Sieve } from '../trees/tree.js';

/** The sieve of each language of a run: what is no source is skipped, what holds no needle is left. */
export type Sieves = ReadonlyMap<string, Sieve>;

/** Merges the needles of all codemods. One without needles has every file of its languages read. */
export function makeSieves(codemods: readonly BoundCodemod[]): Sieves {
  return new Map([...mergeNeedles(codemods)].map(([language, needles]) => [language, makeSieve(needles)]));
}

/** True when a run with these sieves looks at a path at all. */
export function accepts(sieves: Sieves, path: string): boolean {
  const language = languageOf(path);
  return language !== null && sieves.has(language.name);
}

/** The sieve of the path's language. */
export function sieveOf(sieves: Sieves, path: string): Sieve | undefined {
  return sieves.get(languageOf(path)?.name ?? '');
}

function mergeNeedles(codemods: readonly BoundCodemod[]): ReadonlyMap<string, readonly string[]> {
  const merged = new Map<string, readonly string[]>();
  for (const bound of codemods) {
    for (const language of Object.keys(bound.codemod.languages)) {
      const declared = needlesOf(bound, language);
      const before = merged.get(language);
      const everyFile = declared.length === 0 || before?.length === 0;
      merged.set(language, everyFile ? [] : [...(before ?? []), ...declared]);
    }
  }
  return merged;
}

/**
 * Needles are ASCII and would not be seen in UTF-16: what is no text is told always. What is generated is told only where
 * the codemods would have looked at it.
 */
function makeSieve(needles: readonly string[]): Sieve {
  const holds = compileNeedles(needles);
  return (bytes) => inspectBytes(bytes) ?? (holds(bytes) ? (inspectOrigin(bytes) ?? 'take') : 'leave');
}
