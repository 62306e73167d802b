import path from 'node:path';
import type { Asked } from '../core/plan.js';
import type { Config } from '../recipes/recipe-schema.js';
import type { Targets } from '../trees/targets.js';
import type { ApplyOptions } from './commands/apply.js';
import type { RunOptions } from './with-planner.js';

/** What the command line, and the repository's `codemod.yaml`, say of the files and fixes of a run. */
export function selectionOf(
  asked: Asked,
  { unsafe, include, exclude, ignore, maxSize, jobs, allow, ...given }: ApplyOptions,
  config: Pick<Config, 'exclude'> | null,
  rejected: ReadonlySet<string>,
): RunOptions {
  const threshold = unsafe === true ? 'unsafe' : 'safe';
  return {
    asked,
    rejected,
    threshold,
    include: include ?? [],
    exclude: [...(config?.exclude ?? []), ...(exclude ?? [])],
    noIgnore: !ignore,
    maxSize,
    ...foreignWanted(given),
    ...(allow === undefined ? {} : { allow }),
    ...(jobs === undefined ? {} : { jobs }),
  };
}

/** Nothing where nothing is asked for: plans of before have no such member. */
function foreignWanted({
  keepFormattingChanges,
  verifyIdempotent,
}: Pick<ApplyOptions, 'keepFormattingChanges' | 'verifyIdempotent'>): Pick<RunOptions, 'foreign'> {
  if (keepFormattingChanges !== true && verifyIdempotent !== true) return {};
  return {
    foreign: {
      ...(keepFormattingChanges === true ? { keepFormatting: true } : {}),
      ...(verifyIdempotent === true ? { verifyIdempotent: true } : {}),
    },
  };
}

/** What was typed, so that it can be asked again from the root: the path of a module is told from there. */
export function askedFor(
  kind: Asked['kind'],
  typed: string,
  { root }: Pick<Targets, 'root'>,
  params: Readonly<Record<string, string>> = {},
): Asked {
  const isPath = typed.includes('/') || /\.([cm]?[jt]s|ya?ml)$/.test(typed);
  const name = isPath ? path.relative(root, path.resolve(typed)).split(path.sep).join('/') : typed;
  return { kind, name: isPath && !name.includes('/') ? `./${name}` : name, params };
}
