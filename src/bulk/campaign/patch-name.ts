import { sha256 } from '../../core/hash.js';

/** Below the folder of a campaign. */
export const PATCHES = 'patches';

/** File systems take 255 bytes. */
const LONGEST = 120;

/**
 * What the patch of a unit is called: `github.com+acme+api--web-0123456789ab.patch`. The repository's key, its shard, and the plan's
 * first digits; no two units have the same.
 */
export function patchName({
  repo,
  shard,
  plan,
}: {
  readonly repo: string;
  readonly shard: string;
  readonly plan: string;
}): string {
  const key = repo.replaceAll('/', '+');
  const isPlain = /^[a-z0-9][a-z0-9.+_-]*$/.test(key) && !repo.includes('+') && !key.includes('--') && key.length <= LONGEST;
  // Names that would not be told apart, here or where case does not count, are by this.
  const safe = isPlain
    ? key
    : `${key
        .replace(/[^A-Za-z0-9.+_]+/g, '-')
        .replace(/^[-.+]+/, '')
        .slice(0, LONGEST)}-${sha256(repo).slice(0, 10)}`;
  return `${safe}${shard === '' ? '' : `--${shard}`}-${digitsOf(plan)}.patch`;
}

/** Is the patch of this plan there already? */
export function isPatchOf(file: string, plan: string): boolean {
  return file.endsWith(`-${digitsOf(plan)}.patch`);
}

function digitsOf(plan: string): string {
  return plan.slice(0, 12);
}
