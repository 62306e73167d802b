import * as v from 'valibot';
import { readChecked } from '../../languages/read-checked.js';
import { writeYamlData } from '../../languages/yaml-data.js';
import { FORGE_KINDS } from '../hosts/host-settings.js';
import { strangerFault } from '../hosts/token-names.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import { USUAL_WAVES } from './campaign-settings.js';
import { HOST, IdentitySchema, limitEntries, PaceSchema, publishEntries, waveEntries } from './manifest-schema.js';

/** In the folder of the campaign. */
export const CAMPAIGN_FILE = 'campaign.yaml';

/** What a campaign may be called; it is a folder's name and a part of a branch's. */
export const CAMPAIGN_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

const Texts = v.array(v.string());
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** `campaign.yaml`, see `CampaignSpec`. All is said in it: what a default was does not change with the toolkit's version. */
export const CampaignSchema = v.strictObject({
  codemodCampaign: v.literal(1, 'It must be 1: the form of this file.'),
  name: v.pipe(v.string(), v.regex(CAMPAIGN_NAME, 'It must be lower case letters, digits and "-".')),
  tool: v.string(),
  asked: v.strictObject({
    kind: v.picklist(['codemod', 'recipe', 'command']),
    name: v.string(),
    params: v.record(v.string(), v.string()),
  }),
  summary: v.string(),
  digest: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'It must be a SHA-256 in lower case hexadecimal.'))),
  options: v.strictObject({
    threshold: v.picklist(['safe', 'unsafe'], 'It must be safe or unsafe.'),
    paths: v.pipe(Texts, v.maxLength(0, 'It must be empty: a campaign is about whole repositories.')),
    include: Texts,
    exclude: Texts,
    noIgnore: v.boolean(),
    maxSize: Count,
  }),
  inventory: v.boolean(),
  identity: IdentitySchema,
  publish: v.strictObject(publishEntries),
  // Campaigns that are older than the setting do not have it.
  waves: v.strictObject({ ...waveEntries, checksWithin: v.optional(waveEntries.checksWithin, USUAL_WAVES.checksWithin) }),
  limits: v.strictObject(limitEntries),
  hosts: v.array(
    v.pipe(
      v.strictObject({
        host: v.pipe(v.string(), v.regex(HOST, 'It must be a host in lower case.')),
        forge: v.nullable(v.picklist(FORGE_KINDS)),
        api: v.nullable(v.string()),
        token: v.nullable(
          v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'It must be the name of an environment variable.')),
        ),
        user: v.string(),
        allowHttp: v.boolean(),
        pace: PaceSchema,
      }),
      v.rawCheck(({ dataset, addIssue }) => {
        const fault = dataset.typed && dataset.value.token !== null ? strangerFault(dataset.value.token, dataset.value) : null;
        if (fault !== null) addIssue({ message: `Its token cannot be used: ${fault}.` });
      }),
    ),
  ),
  store: v.nullable(v.string()),
});

const HEAD = `# What this campaign is: every verb reads it. The branch, the codemod and its parameters are best left as they are once
# something was pushed. Tokens have no place here: only the names of the environment variables that hold them.
`;

export function writeCampaign(spec: CampaignSpec): string {
  return `${HEAD}${writeYamlData(v.parse(CampaignSchema, spec))}`;
}

/**
 * @param label names the file in messages.
 * @throws CodemodError `campaign-invalid`, with line and column.
 */
export function readCampaign(label: string, text: string): CampaignSpec {
  return readChecked(label, text, CampaignSchema, { code: 'campaign-invalid' });
}
