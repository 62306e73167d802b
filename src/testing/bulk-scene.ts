import path from 'node:path';
import { makeSpec } from '../bulk/campaign/make-spec.js';
import type { OpenCampaign } from '../bulk/campaign/open-campaign.js';
import { withCampaign, withNewSpec } from '../bulk/campaign/with-campaign.js';
import type { Engine } from '../bulk/engines/engine.js';
import { readManifest } from '../bulk/manifest/read-manifest.js';
import { resolveManifest } from '../bulk/manifest/resolve-manifest.js';
import type { CampaignSpec } from '../bulk/model/campaign-spec.js';
import { selectionEvents } from '../bulk/verbs/plan.js';
import type { VerbContext } from '../bulk/verbs/verb.js';
import { gitRepository, plainGit } from './git-repository.js';
import { type InProcessOptions, inProcessEngine } from './in-process-engine.js';
import { tempFolder } from './temp-folder.js';

/** Makes a bare repository with the files committed on `main`, as a server would have it. */
export function bareRepository(files: Readonly<Record<string, string | Buffer>>): string {
  const bare = path.join(tempFolder(), 'repo.git');
  plainGit(tempFolder(), 'clone', '-q', '--bare', gitRepository(files), bare);
  return bare;
}

export interface BulkScene {
  readonly root: string;
  readonly spec: CampaignSpec;
  /** Holds the campaign for one verb. */
  run<T>(
    use: (context: VerbContext, campaign: OpenCampaign) => Promise<T>,
    options?: InProcessOptions & { readonly engine?: Engine },
  ): Promise<T>;
}

export interface SceneOptions {
  readonly codemod?: string;
  /** More lines of the manifest. */
  readonly manifest?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly inventory?: boolean;
  /** More lines of a repository's entry in the manifest. */
  readonly ofEach?: (index: number) => string;
}

/** A campaign over repositories on this machine, or at a host, its clones in a cache of its own. */
export async function bulkScene(
  repositories: readonly string[],
  { codemod = 'cli-sys-import', ofEach = () => '', manifest = '', params = {}, inventory = false }: SceneOptions = {},
): Promise<BulkScene> {
  const root = tempFolder();
  process.env['XDG_CACHE_HOME'] = tempFolder();
  const text = `${manifest}\nrepositories:\n${repositories.map((folder, index) => `  - ${folder.startsWith('/') ? 'path' : 'url'}: ${JSON.stringify(folder)}\n${ofEach(index)}`).join('')}`;
  const read = readManifest('repos.yaml', text);
  const lister = (): never => {
    throw new Error('nothing is listed');
  };
  const { targets } = await resolveManifest(read, { lister, currentFolder: root });
  const options = { threshold: 'safe' as const, paths: [], include: [], exclude: [], noIgnore: false, maxSize: 1 << 20 };
  const identity = { name: 'Campaign', email: 'campaign@example.org' };
  const name = path.basename(codemod).replace(/\..*$/, '');
  const request = { name, codemod, params, options, inventory, identity, store: null };
  const spec = await makeSpec(request, read, { currentFolder: root, tool: '0.0.0-test' });
  await withNewSpec(root, spec, {
    allow: () => {},
    use: (campaign) => campaign.append(selectionEvents(campaign.state.repositories, targets)),
  });
  return {
    root,
    spec,
    run: (use, given = {}) =>
      withCampaign(root, spec.name, async (campaign) => {
        const engine = given.engine ?? inProcessEngine(campaign.store, given);
        return await use({ campaign, engine, signal: new AbortController().signal }, campaign);
      }),
  };
}
