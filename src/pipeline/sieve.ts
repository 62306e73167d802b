import type { BoundCodemod } from '../core/codemod.js';
import { languageOf } from '../languages/registry.js';

/** The needles of each language of a run: a file is read further only when it has one of them. Null: every file is. */
export type Needles = ReadonlyMap<string, readonly Buffer[] | null>;

/** Merges the needles of all codemods. One without needles has every file of its languages read. */
export function mergeNeedles(codemods: readonly BoundCodemod[]): Needles {
  const merged = new Map<string, readonly Buffer[] | null>();
  for (const { codemod, params } of codemods) {
    for (const [language, transform] of Object.entries(codemod.languages)) {
      const declared = typeof transform.needles === 'function' ? transform.needles(params) : transform.needles;
      const before = merged.get(language);
      const all =
        declared.length === 0 || before === null ? null : [...(before ?? []), ...declared.map((needle) => Buffer.from(needle))];
      merged.set(language, all);
    }
  }
  return merged;
}

/** True when a run with these needles looks at a path at all. */
export function accepts(needles: Needles, path: string): boolean {
  const language = languageOf(path);
  return language !== null && needles.has(language.name);
}

/** True when the bytes hold a needle of the path's language. */
export function holdsNeedle(needles: Needles, path: string, bytes: Buffer): boolean {
  const wanted = needles.get(languageOf(path)?.name ?? '');
  return wanted === null || (wanted?.some((needle) => bytes.includes(needle)) ?? false);
}
