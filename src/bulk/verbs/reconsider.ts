import { visibleLine } from '../../core/display.js';
import { CodemodError } from '../../core/errors.js';
import type { OpenCampaign } from '../campaign/open-campaign.js';
import type { CampaignState, RepositoryState } from '../model/campaign-state.js';
import { select } from './select.js';
import type { Selection } from './verb.js';

/** What a review of a campaign has decided against in one repository. */
export interface RejectedIn {
  readonly repo: string;
  /** The hunk's, by which it is named; the same change in several repositories has the same. */
  readonly id: string;
  readonly hunk: RepositoryState['rejected'][number];
}

export function rejectedIn(state: CampaignState, selection: Selection): readonly RejectedIn[] {
  return select(state, selection).flatMap(({ repo, rejected }) =>
    rejected.map((hunk) => ({ repo, id: hunk.hunk === '' ? (hunk.keys[0] ?? '').slice(0, 16) : hunk.hunk, hunk })),
  );
}

/**
 * Takes rejections back: the next `codemod bulk update` plans with them again. Nothing is approved by it.
 *
 * @param ids as they are listed, or how they begin; `all`.
 * @throws CodemodError `usage` for one that names nothing, or several.
 */
export async function reconsider(
  campaign: OpenCampaign,
  selection: Selection,
  ids: readonly string[],
): Promise<readonly RejectedIn[]> {
  const chosen = chosenOf(rejectedIn(campaign.state, selection), ids);
  if (chosen.length > 0) {
    await campaign.append(chosen.map(({ repo, hunk }) => ({ event: 'reconsidered' as const, repo, keys: hunk.keys })));
  }
  return chosen;
}

function chosenOf(all: readonly RejectedIn[], ids: readonly string[]): readonly RejectedIn[] {
  if (ids.includes('all')) return all;
  const named = new Set(ids.map((id) => oneOf(new Set(all.map((one) => one.id)), id)));
  return all.filter(({ id }) => named.has(id));
}

function oneOf(known: ReadonlySet<string>, id: string): string {
  const found = [...known].filter((one) => id !== '' && one.startsWith(id));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const why =
    found.length === 0 ? 'Nothing that was rejected there has the id' : 'More than one that was rejected has an id like';
  throw new CodemodError('usage', `${why} ${visibleLine(id)}. See: codemod bulk decisions`);
}
