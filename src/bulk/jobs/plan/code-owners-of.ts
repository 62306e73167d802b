import type { Tree } from '../../../trees/tree.js';
import { CODEOWNERS_PLACES, LARGEST_CODEOWNERS, NO_OWNERS, readCodeOwners } from '../../codeowners/code-owners.js';
import type { CodeOwners } from '../../codeowners/owner-rules.js';
import type { ForgeKind } from '../../hosts/host-settings.js';

/** Whom the files of a tree belong to, in the dialect of its host; where the host has none, in GitHub's. */
export async function codeOwnersOf(tree: Tree, forge: ForgeKind | null): Promise<CodeOwners> {
  const kind = forge ?? 'github';
  for (const place of CODEOWNERS_PLACES[kind]) {
    const read = await tree.read(place, LARGEST_CODEOWNERS);
    if (read.kind === 'content') return readCodeOwners(kind, read.bytes);
  }
  return NO_OWNERS;
}
