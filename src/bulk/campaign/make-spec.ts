import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../../core/errors.js';
import type { Asked } from '../../core/plan.js';
import { recipeNames } from '../../recipes/load-recipe.js';
import { digestOf, summaryOf } from '../jobs/plan/load-asked.js';
import { type CampaignSettings, campaignSettings } from '../manifest/campaign-settings.js';
import { byPath, type PlaceOf } from '../manifest/manifest-places.js';
import type { Manifest } from '../manifest/manifest-schema.js';
import type { CampaignSpec, Identity } from '../model/campaign-spec.js';
import { checkTemplates } from '../publishing/pull-request-text.js';
import { checkParams } from './check-params.js';

/** What a person asks for, beside the manifest. */
export interface CampaignRequest {
  readonly name: string;
  /** As it was typed: a name of the toolkit, or a path. */
  readonly codemod: string;
  readonly params: Readonly<Record<string, string>>;
  readonly options: CampaignSpec['options'];
  readonly inventory: boolean;
  readonly identity: Identity;
  readonly store: string | null;
}

interface MakingSpec {
  readonly currentFolder: string;
  readonly tool: string;
  /** Where something stands in the manifest, for messages. Default: its path. */
  readonly placeOf?: PlaceOf;
}

/**
 * @throws CodemodError `usage` for an inventory of a change that is split, `config-invalid` for a template with a placeholder that is not
 * known, `path-missing` for a module or recipe file that is not there, and as {@link summaryOf} and
 * {@link checkParams}.
 */
export async function makeSpec(
  request: CampaignRequest,
  manifest: Manifest,
  { currentFolder, tool, placeOf = byPath }: MakingSpec,
): Promise<CampaignSpec> {
  const { name, options, inventory, identity, store } = request;
  const asked = await askedFor(request, currentFolder);
  const settings: CampaignSettings = campaignSettings(manifest, name);
  // Before anything is planned: else each repository would fail on it when it is published.
  checkTemplates(settings.publish);
  if (inventory && settings.publish.shard !== 'none') throw splitInventory();
  const isFile = path.isAbsolute(asked.name);
  const [digest, summary] = [isFile ? digestOf(asked.name) : null, await summaryOf(asked, isFile)];
  await checkParams({ asked, digest }, manifest, placeOf);
  return { codemodCampaign: 1, name, tool, asked, summary, digest, options, inventory, identity, ...settings, store };
}

function splitInventory(): CodemodError {
  const message =
    'There is one inventory, which all parts of a change would have to write: leave out --inventory, or publish.shard.';
  return new CodemodError('usage', message);
}

async function askedFor({ codemod, params }: CampaignRequest, currentFolder: string): Promise<Asked> {
  const isPath = namesPath(codemod);
  const file = path.resolve(currentFolder, codemod);
  const isRecipe = isPath ? !(await isModulePath(file)) : (await recipeNames()).includes(codemod);
  return { kind: isRecipe ? 'recipe' : 'codemod', name: isPath ? file : codemod, params };
}

function namesPath(codemod: string): boolean {
  return codemod.includes('/') || /\.([cm]?[jt]s|ya?ml)$/.test(codemod);
}

/** Whether what a person named is the path of a codemod: a recipe is YAML, and so are rules of ast-grep. */
export async function isModulePath(codemod: string): Promise<boolean> {
  if (!namesPath(codemod)) return false;
  return !/\.ya?ml$/.test(codemod) || (await isRuleFile(codemod));
}

async function isRuleFile(file: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  const { isRuleText } = await import('../../languages/ast-grep/read-rules.js');
  return isRuleText(readFileSync(file, 'utf8'));
}
