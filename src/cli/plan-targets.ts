import type { ParamValue } from '../core/params.js';
import type { LoadedCodemod } from '../pipeline/load-codemod.js';
import { makePlan, type Planned } from '../pipeline/plan.js';
import type { Targets } from '../trees/targets.js';
import type { Terminal } from './terminal.js';
import { checkConservation, type RunOptions, withPlanner } from './with-planner.js';

/**
 * Runs one codemod over the user's paths, in children, and writes nothing.
 *
 * @throws CodemodError `promise-broken` when a file was lost on the way.
 */
export async function planTargets(
  loaded: LoadedCodemod & { readonly params: Readonly<Record<string, ParamValue>> },
  targets: Targets,
  options: RunOptions,
  terminal: Terminal,
): Promise<Planned> {
  return await withPlanner([loaded], targets, options, terminal, async (planner) => {
    const planned = await makePlan({ ...planner, codemods: [{ ...loaded, index: 0 }] });
    checkConservation(planned);
    return planned;
  });
}
