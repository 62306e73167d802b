import { pinOf } from '../pins/pin-of.js';

/** What stands behind the `@` of an action that a template uses: the SHA and its version in a comment, or the tag. */
export function pinnedRef(name: string, pins: readonly string[]): string {
  const { ref, version } = pinOf(name, pins);
  return version === '' ? ref : `${ref} # ${version}`;
}
