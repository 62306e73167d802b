import * as v from 'valibot';
import type { ForgeDump } from '../forge/dump.js';
import type { CampaignScene } from './campaign-scene.js';

/** How a campaign has ended: on the forge, and in its own words. */
export interface CampaignEnd {
  readonly forge: ForgeDump;
  /** By repository. */
  readonly outcomes: Readonly<Record<string, string>>;
}

const Exported = v.object({ repositories: v.array(v.object({ repo: v.string(), outcome: v.string() })) });

export async function campaignEnd(scene: CampaignScene): Promise<CampaignEnd> {
  const { status, stdout, stderr } = await scene.run(['bulk', 'export', '--format', 'json']);
  if (status !== 0) throw new Error(`the campaign cannot be exported: ${stderr}`);
  const { repositories } = v.parse(Exported, JSON.parse(stdout));
  return {
    forge: await scene.forge.dump(),
    outcomes: Object.fromEntries(repositories.map(({ repo, outcome }) => [repo, outcome])),
  };
}

export interface EndFaults {
  readonly duplicates: readonly string[];
  readonly erased: readonly string[];
  /** Repositories without an outcome, or that the campaign never came to. */
  readonly lost: readonly string[];
  /** Repositories that are not as in the undisturbed campaign. */
  readonly different: readonly string[];
}

/** What a disturbed campaign has done worse than an undisturbed one. */
export function compareEnds(end: CampaignEnd, undisturbed: CampaignEnd): EndFaults {
  const { repositories, duplicates, erasedHumanCommits } = end.forge;
  const differs = (repo: string): boolean =>
    JSON.stringify(repositories[repo]) !== JSON.stringify(undisturbed.forge.repositories[repo]);
  const keys = Object.keys(undisturbed.outcomes);
  return {
    duplicates,
    erased: erasedHumanCommits,
    lost: keys.filter((repo) => [undefined, 'waiting'].includes(end.outcomes[repo])),
    different: [
      ...Object.keys(undisturbed.forge.repositories).filter(differs),
      ...keys
        .filter((repo) => end.outcomes[repo] !== undisturbed.outcomes[repo])
        .map((repo) => `outcome of ${repo}: ${end.outcomes[repo]}, not ${undisturbed.outcomes[repo]}`),
    ],
  };
}
