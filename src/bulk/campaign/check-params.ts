import { CodemodError } from '../../core/errors.js';
import { NO_CONFIG } from '../../recipes/read-config.js';
import { loadAsked } from '../jobs/plan/load-asked.js';
import type { PlaceOf } from '../manifest/manifest-places.js';
import type { Manifest } from '../manifest/manifest-schema.js';
import type { CampaignSpec } from '../model/campaign-spec.js';

/**
 * Refuses parameters that the codemod or recipe does not take, before anything begins: else each repository would fail on them. What a
 * repository sets itself, in its codemod.yaml, is looked at when it is planned.
 *
 * @throws CodemodError `param-unknown`, `param-invalid`, with the place in the manifest where it is said there; as {@link loadAsked}.
 */
export async function checkParams(
  spec: Pick<CampaignSpec, 'asked' | 'digest'>,
  { repositories }: Manifest,
  placeOf: PlaceOf,
): Promise<void> {
  const check = (params: Params) => loadAsked(spec, { params }, NO_CONFIG, () => true);
  await check({});
  const seen = new Set<string>();
  for (const [index, { params }] of repositories.entries()) {
    const said = JSON.stringify(params);
    if (said === '{}' || seen.has(said)) continue;
    seen.add(said);
    try {
      await check(params);
    } catch (thrown) {
      if (!(thrown instanceof CodemodError)) throw thrown;
      throw new CodemodError(thrown.code, `${placeOf(['repositories', index, 'params'])}: ${thrown.message}`, { cause: thrown });
    }
  }
}

type Params = Manifest['repositories'][number]['params'];
