/** The name of a repository at its host: the last part is its own, those before it are its owner's or groups'. */
export interface RepositoryPath {
  readonly owner: string;
  readonly name: string;
  /** `acme/api` */
  readonly path: string;
}

/** What hosts allow in such names, and nothing that a path of a URL would take for more. */
const PART = /^(?!\.{1,2}$)[A-Za-z0-9_.-]+$/;

/** Null where no host has such a repository. */
export function readRepositoryPath(path: string, groups: boolean): RepositoryPath | null {
  const parts = path.split('/');
  if (parts.length < 2 || (parts.length > 2 && !groups) || !parts.every((part) => PART.test(part))) return null;
  return { owner: parts.slice(0, -1).join('/'), name: parts.at(-1) ?? '', path };
}

export function isOwnerName(owner: string, groups: boolean): boolean {
  const parts = owner.split('/');
  return (groups || parts.length === 1) && parts.every((part) => PART.test(part));
}
