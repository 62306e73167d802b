/** One part of a repository, as paths of a combined plan name it. */
export interface UnitName {
  readonly repo: string;
  readonly shard: string;
}

/**
 * The folder that stands for a unit in a combined plan: `github.com/acme/api/-`, with the shard behind the dash. No part of a key
 * begins with a dash there, so that one repository is never taken for a folder of another one.
 */
export function unitFolder({ repo, shard }: UnitName): string {
  return `${repo.split('/').map(safePart).join('/')}/-${encode(shard)}`;
}

/** The reverse, for the path of a file below such a folder; null for one that is not. */
export function splitUnitPath(path: string): (UnitName & { readonly path: string }) | null {
  const parts = path.split('/');
  const at = parts.findIndex((part) => part.startsWith('-'));
  const rest = parts.slice(at + 1).join('/');
  if (at < 1 || rest === '') return null;
  const repo = parts.slice(0, at).map(decode).join('/');
  return { repo, shard: decode((parts[at] ?? '').slice(1)), path: rest };
}

/**
 * Such a folder, or a path below it, for a person to read: `127.0.0.1:8080/acme/api/-/a.py`, with a shard
 * `127.0.0.1:8080/acme/api/- part docs -/docs/a.py`: no other space is shown. Of the escapes only those go that stand
 * for a visible ASCII character which means nothing in a path: what is left of them can be undone still, so that no two paths are
 * shown alike, and a name with `%3A` in it keeps its `%253A`.
 */
export function shownUnitPath(path: string): string {
  const parts = path.split('/');
  const at = parts.findIndex((part) => part.startsWith('-'));
  const shown = (part: string, index: number): string => {
    if (index > at) return part;
    return index === at && part !== '-' ? `- part ${shownPart(part).slice(1)} -` : shownPart(part);
  };
  return parts.map(shown).join('/');
}

/** `.` and `..` would be taken for folders, and a dash in front for the end of the repository. */
function shownPart(part: string): string {
  if (/^%2E\.*$/.test(part)) return part;
  return part.replace(/%([0-9A-F]{2})/g, (whole, digits: string, place: number) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    const isPlain = /[!-~]/.test(character) && !'%/\\'.includes(character);
    return isPlain && !(place === 0 && character === '-') ? character : whole;
  });
}

/** An empty part is a lone `%`, which stands for nothing else. */
function safePart(part: string): string {
  return part === '' ? '%' : encode(part).replace(/^[-.]/, escaped);
}

function encode(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/gu, escaped);
}

function escaped(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

function decode(part: string): string {
  return part === '%' ? '' : decodeURIComponent(part);
}
