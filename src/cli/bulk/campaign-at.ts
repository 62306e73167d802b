import { campaignFolder, campaignNames, chooseCampaign } from '../../bulk/campaign/campaign-folder.js';
import type { CampaignView } from '../../bulk/campaign/open-campaign.js';
import { readSpecOf, viewCampaign } from '../../bulk/campaign/with-campaign.js';
import type { RepositoryState } from '../../bulk/model/campaign-state.js';
import { type Overview, overviewOf } from '../../bulk/show/overview.js';
import { type RepositoryRow, repositoryRow } from '../../bulk/show/repository-row.js';
import { keepSecretsFromOutput } from '../keep-secrets.js';
import { type BulkCommand, bulkCommand } from './command-line.js';
import type { CommonOptions } from './options.js';

/** The campaign that a command is about. */
export interface CampaignAt {
  /** The folder that it lives below: the current one. */
  readonly root: string;
  readonly name: string;
  readonly command: BulkCommand;
}

/** From now on no token of its hosts is printed. @throws CodemodError `campaign-unknown`, `campaign-ambiguous`, `campaign-invalid`. */
export function campaignAt({ campaign }: Pick<CommonOptions, 'campaign'>): CampaignAt {
  const root = process.cwd();
  const name = chooseCampaign(root, campaign);
  keepSecretsFromOutput(readSpecOf(campaignFolder(root, name)).hosts);
  return { root, name, command: commandAt(root, name) };
}

/** Commands about a campaign name it where the folder has others. */
export function commandAt(root: string, name: string): BulkCommand {
  return bulkCommand(campaignNames(root).length > 1 ? name : null);
}

/** Reads a campaign for as long as `use` takes. */
export async function withView<T>({ root, name }: CampaignAt, use: (view: CampaignView) => Promise<T>): Promise<T> {
  const view = await viewCampaign(root, name);
  try {
    return await use(view);
  } finally {
    await view.store.close();
  }
}

/** The campaign as it is told. @param repositories those of it that are asked about. */
export function toldOf(
  { spec, state, running }: Pick<CampaignView, 'spec' | 'state' | 'running'>,
  repositories: Iterable<RepositoryState> = state.repositories.values(),
): { readonly rows: readonly RepositoryRow[]; readonly overview: Overview } {
  const rows = [...repositories].map(repositoryRow);
  return { rows, overview: overviewOf(spec, state, rows, running) };
}
