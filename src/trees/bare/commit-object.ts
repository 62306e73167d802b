/** Who and when, as a commit says it. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** As git's variables take it: `@1700000000 +0100`. */
  readonly date: string;
}

export interface CommitObject {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** Git counts seconds in 64 bits, and Node's dates end long before. */
const LATEST = 253_402_300_799;

/** @param content as `git cat-file commit` gives it. */
export function parseCommit(content: Buffer): CommitObject {
  const text = content.toString();
  const end = text.indexOf('\n\n');
  const headers = (end === -1 ? text : text.slice(0, end)).split('\n').map((line): [string, string] => {
    const space = line.indexOf(' ');
    return [line.slice(0, space), line.slice(space + 1)];
  });
  const values = (name: string): readonly string[] => headers.flatMap(([key, value]) => (key === name ? [value] : []));
  return {
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parseSignature(values('author')[0] ?? ''),
    committer: parseSignature(values('committer')[0] ?? ''),
    message: end === -1 ? '' : text.slice(end + 2),
  };
}

/** "Name <email> seconds zone"; what is no date is the beginning of time, so that the same commit gives the same. */
function parseSignature(text: string): Signature {
  const [, name = '', email = '', rest = ''] = /^([^<]*?) ?<([^>]*)>(.*)$/.exec(text) ?? [];
  const [, seconds = '0', zone = ''] = /^ ?(\d+) (\S+)$/.exec(rest) ?? [];
  const known = /^[+-]\d{4}$/.test(zone) ? zone : '+0000';
  return { name, email, date: `@${Math.min(Number(seconds), LATEST)} ${known}` };
}
