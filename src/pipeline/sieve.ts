import type { BoundCodemod } from '../core/codemod.js';
import { SUPPRESSION_NEEDLE } from '../core/suppression.js';
import { needlesOf, pathsOf } from '../core/transform-of.js';
import { languageOf } from '../languages/registry.js';
import { inspectBytes, inspectOrigin } from '../trees/inspect.js';
import { compileNeedles } from '../trees/needles.js';
import { compileGlobs } from '../trees/path-filter.js';
import type { Sieve } from '../trees/tree.js';

/** What a run looks at: by a path alone, and then by the bytes. */
export interface Sieves {
  /** True when a codemod of the run looks at the path at all. */
  accepts(path: string): boolean;
  /** What is no source is skipped, what holds no needle of a codemod that looks at the path is left. */
  of(path: string): Sieve | undefined;
  /** Takes what is source, needle or not. */
  readonly any: Sieve;
}

/** What one codemod wants of one language. */
interface Want {
  readonly looksAt: (path: string) => boolean;
  readonly needles: readonly string[];
}

export function makeSieves(codemods: readonly BoundCodemod[]): Sieves {
  const wants = new Map<string, readonly Want[]>();
  for (const bound of codemods) {
    for (const language of Object.keys(bound.codemod.languages)) {
      const want = { looksAt: looksAt(bound, language), needles: needlesOf(bound, language) };
      wants.set(language, [...(wants.get(language) ?? []), want]);
    }
  }
  const made = new Map<string, Sieve>();
  const wantsFor = (path: string): readonly Want[] =>
    (wants.get(languageOf(path)?.name ?? '') ?? []).filter((want) => want.looksAt(path));
  return {
    accepts: (path) => wantsFor(path).length > 0,
    any: makeSieve([]),
    of(path) {
      const needles = mergeNeedles(wantsFor(path));
      const key = needles.join('\0');
      const sieve = made.get(key) ?? makeSieve(needles);
      made.set(key, sieve);
      return sieve;
    },
  };
}

const matchers = new WeakMap<BoundCodemod, Map<string, (path: string) => boolean>>();

/** Whether a codemod looks at a path of one of its languages. */
export function looksAt(bound: BoundCodemod, language: string): (path: string) => boolean {
  const known = matchers.get(bound) ?? new Map<string, (path: string) => boolean>();
  matchers.set(bound, known);
  const globs = pathsOf(bound, language);
  const matcher = known.get(language) ?? (globs === null ? () => true : compileGlobs(globs));
  known.set(language, matcher);
  return matcher;
}

/**
 * A codemod without needles has every file read that it looks at. What names a codemod to hold it back is a needle of each:
 * where it has nothing to do, that is worth a finding.
 */
function mergeNeedles(wants: readonly Want[]): readonly string[] {
  return wants.some(({ needles }) => needles.length === 0)
    ? []
    : [...wants.flatMap(({ needles }) => needles), SUPPRESSION_NEEDLE];
}

/**
 * Needles are ASCII and would not be seen in UTF-16: what is no text is told always. What is generated is told only where
 * the codemods would have looked at it.
 */
function makeSieve(needles: readonly string[]): Sieve {
  const holds = compileNeedles(needles);
  return (bytes) => inspectBytes(bytes) ?? (holds(bytes) ? (inspectOrigin(bytes) ?? 'take') : 'leave');
}
