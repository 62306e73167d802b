import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isModulePath, makeSpec } from '../../bulk/campaign/make-spec.js';
import type { OpenCampaign } from '../../bulk/campaign/open-campaign.js';
import { specBefore, withNewSpec } from '../../bulk/campaign/with-campaign.js';
import { lister } from '../../bulk/forges/open-forge.js';
import type { HostSettings } from '../../bulk/hosts/host-settings.js';
import { CAMPAIGN_NAME } from '../../bulk/manifest/campaign-file.js';
import { userIdentity } from '../../bulk/manifest/identity.js';
import { placesIn } from '../../bulk/manifest/manifest-places.js';
import { readManifest } from '../../bulk/manifest/read-manifest.js';
import { resolveManifest } from '../../bulk/manifest/resolve-manifest.js';
import type { CampaignSpec } from '../../bulk/model/campaign-spec.js';
import { planCampaign, selectionEvents } from '../../bulk/verbs/plan.js';
import { visibleLine } from '../../core/display.js';
import { CodemodError, systemCode } from '../../core/errors.js';
import { describeFile } from '../../pipeline/describe-module.js';
import { MAX_SIZE } from '../commands/apply.js';
import { keepSecretsFromOutput } from '../keep-secrets.js';
import { npmTransform } from '../npm-transform.js';
import { wrapProse } from '../report/prose.js';
import { openTerminal, type Terminal } from '../terminal.js';
import { toolVersion } from '../tool-version.js';
import { commandAt } from './campaign-at.js';
import { finishVerb } from './finish-verb.js';
import { type SelectingOptions, selectionOf, type VerbOptions } from './options.js';
import { runWithEngine } from './run-jobs.js';
import { tellingLister } from './telling-lister.js';

/** The options of `codemod bulk plan`. */
export interface BulkPlanOptions extends VerbOptions {
  readonly repos: string;
  readonly param?: Readonly<Record<string, string>>;
  readonly unsafe?: boolean;
  readonly inventory?: boolean;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly store?: string;
  readonly limit?: number;
  /** False with `--no-ignore`. */
  readonly ignore: boolean;
}

/** `codemod bulk plan`: what a codemod does to every repository of a manifest. @returns the exit code. */
export async function runBulkPlan(argument: string, options: BulkPlanOptions): Promise<number> {
  const root = process.cwd();
  const terminal = openTerminal(options.color, options.quiet);
  const codemod = argument.startsWith('npm:') ? await npmTransform(argument, root) : argument;
  const name = await campaignName(codemod, options.campaign);
  const text = readManifestText(options.repos);
  const manifest = readManifest(options.repos, text);
  const placeOf = placesIn(options.repos, text);
  const asked = {
    ...{ name, codemod, params: options.param ?? {}, inventory: options.inventory === true },
    options: planOptions(options),
    identity: manifest.identity ?? (await userIdentity()),
    store: options.store ?? null,
  };
  const spec = await makeSpec(asked, manifest, { currentFolder: root, tool: toolVersion().version, placeOf });
  keepSecretsFromOutput(spec.hosts);
  const allow = (before: CampaignSpec | null): void => {
    if (before !== null && before.asked.name !== spec.asked.name) throw otherCodemod(before);
  };
  // Before hosts are asked for their repositories; and once more when nobody else can change it.
  allow(specBefore(root, name));
  const secret = (variable: string): string | null => process.env[variable] ?? null;
  const currentFolder = path.dirname(path.resolve(options.repos));
  const tell = (line: string): void => (options.quiet === true ? undefined : terminal.err(line));
  const listing = tellingLister((host: HostSettings) => lister(host, secret), tell);
  const { targets, notes } = await resolveManifest(manifest, { lister: listing, currentFolder, placeOf });
  tellNotes(notes, options, terminal);
  const use = async (campaign: OpenCampaign): Promise<number> => {
    const at = { root, name, command: commandAt(root, name) };
    const events = selectionEvents(campaign.state.repositories, targets);
    if (events.length > 0) await campaign.append(events);
    const selection = selectionOf(options satisfies SelectingOptions);
    const limit = options.limit === undefined ? {} : { limit: options.limit };
    const run = { command: 'bulk plan' as const, campaign, options, selection, terminal, ...limit };
    const ran = await runWithEngine(run, (context) => planCampaign(context, { ...selection, ...limit }, campaign.pins()));
    await campaign.pin();
    return finishVerb({ command: 'bulk plan', at, view: campaign, options, terminal }, ran);
  };
  return await withNewSpec(root, spec, { allow, use });
}

function planOptions({ unsafe, include, exclude, ignore }: BulkPlanOptions): CampaignSpec['options'] {
  const threshold = unsafe === true ? 'unsafe' : 'safe';
  return { threshold, paths: [], include: include ?? [], exclude: exclude ?? [], noIgnore: !ignore, maxSize: MAX_SIZE };
}

/** By default that of the codemod, which its module may give; of a recipe's file, its name without the ending. @throws CodemodError `usage`. */
async function campaignName(codemod: string, given: string | undefined): Promise<string> {
  const name = given ?? (await moduleName(codemod)) ?? path.basename(codemod).replace(/\.[^.]+$/, '');
  if (CAMPAIGN_NAME.test(name)) return name;
  const message = `A campaign is named with lower case letters, digits and "-", which ${visibleLine(name)} is not: --campaign NAME.`;
  throw new CodemodError('usage', message);
}

/** As `apply` calls it, so that the branch and the titles of a campaign do; null for what is no module that is there. */
async function moduleName(codemod: string): Promise<string | null> {
  const isModule = await isModulePath(codemod);
  return isModule && existsSync(codemod) ? (await describeFile(path.resolve(codemod))).codemod.name : null;
}

function readManifestText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    const why =
      systemCode(thrown) === 'ENOENT'
        ? 'does not exist. Write one: codemod bulk init'
        : `cannot be read (${systemCode(thrown)}).`;
    throw new CodemodError('path-missing', `${visibleLine(file)} ${why}`, { path: file, cause: thrown });
  }
}

function otherCodemod({ name, asked }: CampaignSpec): CodemodError {
  const message = `The campaign ${name} is one of ${visibleLine(asked.name)}. Begin another one: --campaign NAME.`;
  return new CodemodError('usage', message);
}

/** Notes that are told one by one; of more, the rest is counted. */
const NOTES = 10;

function tellNotes(notes: readonly { readonly message: string }[], { quiet }: BulkPlanOptions, terminal: Terminal): void {
  if (quiet === true || notes.length === 0) return;
  const lines = notes.slice(0, NOTES).map(({ message }) => `${wrapProse(visibleLine(message), terminal.columns)}\n`);
  const more = notes.length > NOTES ? [`and ${notes.length - NOTES} more notes about the manifest\n`] : [];
  terminal.err([...lines, ...more, '\n'].join(''));
}
