import type { ForgeKind } from '../bulk/hosts/host-settings.js';
import type { RepositoryState } from '../bulk/model/campaign-state.js';
import { approve } from '../bulk/verbs/approve.js';
import { planCampaign } from '../bulk/verbs/plan.js';
import { publish } from '../bulk/verbs/publish.js';
import type { VerbContext } from '../bulk/verbs/verb.js';
import { type BulkScene, bulkScene } from './bulk-scene.js';
import type { RunningForge } from './forge/forge.js';
import { forgeRoot, TOKEN, withForge } from './forge/forge-case.js';
import type { InProcessOptions } from './in-process-engine.js';

/** What `cli-sys-import` mends, and mended. */
export const OLD = 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n';
export const FIXED = `import sys\n${OLD}`;
export const BRANCH = 'codemod/cli-sys-import';
export const PULL_REQUESTS = { publisher: 'pull-request' } as const;
export const SECRETS: InProcessOptions = { secrets: { FORGE_TOKEN: TOKEN } };

export interface ForgeScene {
  readonly forge: RunningForge;
  readonly scene: BulkScene;
  run(use: (context: VerbContext) => Promise<void>, options?: InProcessOptions): Promise<void>;
}

export interface ForgeSceneOptions {
  /** More of the manifest: YAML. */
  readonly settings?: string;
  readonly codemod?: string;
}

/** A campaign over repositories of a forge on loopback. */
export async function withForgeScene(
  dialect: ForgeKind,
  repositories: Readonly<Record<string, Readonly<Record<string, string>>>>,
  use: (scene: ForgeScene) => Promise<void>,
  { settings = '', codemod = 'cli-sys-import' }: ForgeSceneOptions = {},
): Promise<void> {
  await withForge({ root: forgeRoot(repositories), dialect, token: TOKEN }, async (forge) => {
    const host = `hosts:\n  ${JSON.stringify(forge.host)}: { forge: ${dialect}, api: ${JSON.stringify(forge.api)}, token: FORGE_TOKEN, allowHttp: true }\n`;
    const urls = Object.keys(repositories).map((name) => `${forge.url}/${name}.git`);
    const scene = await bulkScene(urls, { manifest: host + settings, codemod });
    const run: ForgeScene['run'] = (body, options = SECRETS) => scene.run((context) => body(context), options);
    await use({ forge, scene, run });
  });
}

export function states({ campaign }: VerbContext): readonly RepositoryState[] {
  return [...campaign.state.repositories.values()];
}

export function outcomes(context: VerbContext): readonly string[] {
  return states(context).map(({ outcome }) => outcome);
}

export async function planAndApprove(context: VerbContext): Promise<void> {
  await planCampaign(context, {}, new Map());
  await approve(context.campaign, {});
}

export async function publishAll(context: VerbContext): Promise<void> {
  await planAndApprove(context);
  await publish(context, PULL_REQUESTS);
}

/** Plans again on what the base is now, and approves that. */
export async function updateAll(context: VerbContext): Promise<void> {
  await planCampaign(context, { again: true }, new Map());
  await approve(context.campaign, {});
}
