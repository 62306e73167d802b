import type { Config } from '../recipes/recipe-schema.js';
import type { ApplyOptions } from './commands/apply.js';
import type { PlanOptions } from './with-planner.js';

/** What the command line, and the repository's `codemod.yaml`, say of the files and fixes of a run. */
export function selectionOf(
  { unsafe, include, exclude, ignore, maxSize, jobs }: ApplyOptions,
  config: Pick<Config, 'exclude'> | null,
): PlanOptions {
  const threshold = unsafe === true ? 'unsafe' : 'safe';
  return {
    threshold,
    include: include ?? [],
    exclude: [...(config?.exclude ?? []), ...(exclude ?? [])],
    noIgnore: !ignore,
    maxSize,
    ...(jobs === undefined ? {} : { jobs }),
  };
}
