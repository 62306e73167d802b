/** A line that says whom files belong to. */
export interface OwnerRule {
  matches(path: string): boolean;
  /** As they are written: `@user`, `@org/team`, `user@example.org`. Empty: what it matches belongs to nobody. */
  readonly owners: readonly string[];
}

/** A line that is passed over, and why. Lines count from 1. */
export interface OwnerFault {
  readonly line: number;
  readonly message: string;
}

/** Whom the files of a repository belong to. */
export interface CodeOwners {
  /** The owners of a path, each once; empty where there are none. */
  ownersOf(path: string): readonly string[];
  readonly faults: readonly OwnerFault[];
}

/** How a dialect reads its lines. */
export type ReadOwners = (lines: readonly string[]) => CodeOwners;

/** `@user`, `@org/team`, `@group/with/subgroup`. */
const NAME = /^@([A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*)$/;
const EMAIL = /^[^\s@,]+@[A-Za-z0-9.-]+$/;

export function isOwner(text: string): boolean {
  return NAME.test(text) || EMAIL.test(text);
}

/**
 * Who can be asked for a review: users, and teams as `org/team`, sorted, each once. An email address is a person whose name at the
 * host is not known, and a role (`@@maintainer`) is no person.
 */
export function reviewersOf(owners: Iterable<string>): readonly string[] {
  return [...new Set([...owners].flatMap((owner) => NAME.exec(owner)?.[1] ?? []))].sort();
}
