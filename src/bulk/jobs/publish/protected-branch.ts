import type { Base } from '../../model/target.js';

/**
 * Why a campaign has no branch of its own there: what it pushes would be in at once, unseen by anybody, and taking it back would delete
 * the branch. Null where it may have.
 *
 * @param defaultBranch what the remote's HEAD names; null where that is not known.
 */
export function whyProtected(
  branch: string,
  { branch: base }: Pick<Base, 'branch'>,
  defaultBranch: string | null,
): string | null {
  if (branch === base) return `${branch} is the branch that the changes are made for.`;
  return branch === defaultBranch ? `${branch} is the default branch of the repository.` : null;
}

/** The same for what is about to be published, with the next step. */
export function whyNotPublished(...given: Parameters<typeof whyProtected>): string | null {
  const why = whyProtected(...given);
  return why === null ? null : `${why} Name another one in publish.branch, and run codemod bulk plan with that manifest.`;
}
