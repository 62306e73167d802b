import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { takeLock } from '../../apply/lock.js';
import { ensureFolder } from '../../apply/workspace.js';
import { visibleLine } from '../../core/display.js';
import { CodemodError } from '../../core/errors.js';
import { type FileSystem, nodeFileSystem } from '../../files/file-system.js';
import { type Folder, withFolder, withRoot } from '../../files/folder.js';
import { redactorFor } from '../hosts/secrets.js';
import { CAMPAIGN_FILE, readCampaign, writeCampaign } from '../manifest/campaign-file.js';
import { lockTargets, readTargetsLock } from '../manifest/targets-lock.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { Base } from '../model/target.js';
import { withoutSecrets } from '../model/without-secrets.js';
import { campaignReport, REPORT_FILE } from '../show/campaign-report.js';
import { openFolderStore } from '../store/folder-store.js';
import { CAMPAIGNS, campaignFolder } from './campaign-folder.js';
import { JournalWriter, readJournal } from './journal.js';
import type { CampaignView, OpenCampaign } from './open-campaign.js';
import { PATCHES, patchName } from './patch-name.js';
import { readStanding } from './read-standing.js';
import { replaceFile } from './replace-file.js';

/** What is done with a campaign that is given its spec. */
interface WithNewSpec<T> {
  /** Throws where the campaign is to stay as it is. `before` is the spec that it had; null: it is new. */
  allow(before: CampaignSpec | null): void;
  use(campaign: OpenCampaign): Promise<T>;
}

/**
 * Gives a campaign its spec, and holds it from before that until the end: no other process comes in between, so that what is done is done by
 * this spec. A campaign that is not there yet is made.
 *
 * @throws CodemodError `lock-held`, `campaign-invalid`, `io-error`.
 */
export async function withNewSpec<T>(
  root: string,
  spec: CampaignSpec,
  { allow, use }: WithNewSpec<T>,
  fs: FileSystem = nodeFileSystem,
): Promise<T> {
  const { name } = spec;
  return await withRoot(fs, root, async (top) => {
    await ensureFolders(fs, top, [...CAMPAIGNS.split('/'), name]);
    return await locked(fs, top, name, async (folder) => {
      allow(specBefore(root, name));
      await replaceFile(fs, folder, folder, CAMPAIGN_FILE, Buffer.from(writeCampaign(spec)));
      return await opened(root, name, fs, folder, use);
    });
  });
}

/** Null where there is no such campaign yet. @throws CodemodError `campaign-invalid`. */
export function specBefore(root: string, name: string): CampaignSpec | null {
  const folder = campaignFolder(root, name);
  return existsSync(path.join(folder, CAMPAIGN_FILE)) ? readSpecOf(folder) : null;
}

async function ensureFolders(fs: FileSystem, from: Folder, names: readonly string[]): Promise<void> {
  const [name, ...rest] = names;
  if (name === undefined) return;
  await ensureFolder(fs, from, name, 0o700);
  await withFolder(fs, from, name, (folder) => ensureFolders(fs, folder, rest));
}

/** Holds a campaign for writing for as long as `use` takes. @throws CodemodError `lock-held`, `campaign-invalid`, `io-error`. */
export async function withCampaign<T>(
  root: string,
  name: string,
  use: (campaign: OpenCampaign) => Promise<T>,
  fs: FileSystem = nodeFileSystem,
): Promise<T> {
  return await withRoot(fs, root, (top) => locked(fs, top, name, (folder) => opened(root, name, fs, folder, use)));
}

async function opened<T>(
  root: string,
  name: string,
  fs: FileSystem,
  folder: Folder,
  use: (campaign: OpenCampaign) => Promise<T>,
): Promise<T> {
  const view = openView(root, name, () => ({ state: readJournal(fs, folder), running: null }));
  const campaign = openCampaign(view, fs, folder);
  let hasChanged = false;
  const append: OpenCampaign['append'] = async (events) => {
    hasChanged = true;
    return await campaign.append(events);
  };
  try {
    const result = await use({ ...campaign, append });
    if (hasChanged) await replaceFile(fs, folder, folder, REPORT_FILE, Buffer.from(campaignReport(view.spec, view.state)));
    return result;
  } finally {
    await view.store.close();
  }
}

/** A campaign as it stands, for reading alone: another process may be writing to it. The caller closes its store. */
export async function viewCampaign(root: string, name: string, fs: FileSystem = nodeFileSystem): Promise<CampaignView> {
  return await withRoot(fs, root, (top) =>
    withFolder(fs, top, `${CAMPAIGNS}/${name}`, async (folder) =>
      openView(root, name, () => readStanding(fs, folder, () => readJournal(fs, folder))),
    ),
  );
}

type View = CampaignView & { readonly state: ReturnType<typeof readJournal> };

function openView(root: string, name: string, read: () => Pick<View, 'state' | 'running'>): View {
  const folder = campaignFolder(root, name);
  const spec = readSpecOf(folder);
  const store = openFolderStore(folder);
  return { folder, spec, ...read(), store };
}

/** @throws CodemodError `campaign-invalid`, `campaign-unknown`. */
export function readSpecOf(folder: string): CampaignSpec {
  const file = path.join(folder, CAMPAIGN_FILE);
  try {
    return readCampaign(file, readFileSync(file, 'utf8'));
  } catch (thrown) {
    if (thrown instanceof CodemodError) throw thrown;
    throw new CodemodError('campaign-unknown', `${file} cannot be read.`, { path: file, cause: thrown });
  }
}

function openCampaign(view: View, fs: FileSystem, folder: Folder): OpenCampaign {
  const journal = new JournalWriter(fs, folder);
  const redactor = redactorFor(view.spec.hosts);
  return {
    ...view,
    async append(events) {
      const at = new Date().toISOString();
      const entries = events.map((event) => withoutSecrets({ at, ...event }, redactor));
      await journal.append(entries);
      for (const entry of entries) view.state.add(entry);
      return entries;
    },
    async keepPatch(unit) {
      const patch = await view.store.get('patch', unit.plan);
      if (patch === null) throw new CodemodError('plan-lost', `The store has no patch of the plan ${unit.plan}.`);
      const name = patchName(unit);
      await ensureFolder(fs, folder, PATCHES, 0o700);
      await withFolder(fs, folder, PATCHES, (patches) => replaceFile(fs, folder, patches, name, patch));
      return `${PATCHES}/${name}`;
    },
    async pin() {
      const repositories = [...view.state.repositories.values()];
      const pinned = repositories.flatMap(({ repo, base, target: { url } }) => (base === null ? [] : [{ repo, url, ...base }]));
      await lockTargets(fs, folder, pinned);
    },
    pins: () =>
      new Map<string, Base>([...readTargetsLock(fs, folder)].map(([repo, { branch, commit }]) => [repo, { branch, commit }])),
  };
}

async function locked<T>(fs: FileSystem, top: Folder, name: string, use: (folder: Folder) => Promise<T>): Promise<T> {
  return await withFolder(fs, top, `${CAMPAIGNS}/${name}`, async (folder) => {
    const lock = await takeLock(fs, folder);
    if (lock.kind === 'held') {
      const holder = lock.holder;
      const who = holder === null ? 'another process' : `process ${holder.pid} on ${visibleLine(holder.host)}`;
      throw new CodemodError('lock-held', `The campaign ${name} is in the hands of ${who}. Wait until it has ended.`);
    }
    try {
      return await use(folder);
    } finally {
      lock.release();
    }
  });
}
