/** A repository of a campaign, as the manifest names it. */
export interface Target {
  /**
   * One repository has one key, however its address is spelt: `github.com/acme/api` (host in lower case, with its port where it is
   * not the protocol's own; path without `.git`), or `file:/srv/api.git` for one on this machine.
   */
  readonly repo: string;
  /** What git is given: https, ssh or file, and http for a loopback host that allows it. It never holds a secret. */
  readonly url: string;
  /** `github.com`, `git.example.org:8443`; `local` for one on this machine. */
  readonly host: string;
  /** The branch to change; null: the one that the remote's HEAD names. */
  readonly base: string | null;
  /** Counts from 1. */
  readonly wave: number;
  readonly groups: readonly string[];
  /** Over those of the campaign. */
  readonly params: Readonly<Record<string, string>>;
  /** Of the files in it, beside those of the campaign. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** What a repository's change is made on. */
export interface Base {
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly commit: string;
}
