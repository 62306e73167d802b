/** The new files of a codemod of which some stand and some do not: they may need each other. */
export interface PartialSet {
  readonly codemod: string;
  /** How many stand; at least one. */
  readonly made: number;
  /** How many do not; at least one. */
  readonly left: number;
}

/** @param created every file that a codemod would make, and whether it stands. */
export function partialSets(created: readonly { readonly codemod: string; readonly stands: boolean }[]): readonly PartialSet[] {
  const sets = new Map<string, { made: number; left: number }>();
  for (const { codemod, stands } of created) {
    const set = sets.get(codemod) ?? { made: 0, left: 0 };
    sets.set(codemod, set);
    if (stands) set.made++;
    else set.left++;
  }
  return [...sets].flatMap(([codemod, set]) => (set.made > 0 && set.left > 0 ? [{ codemod, ...set }] : []));
}
