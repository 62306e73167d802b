import { CodemodError } from '../../../core/errors.js';
import type { Left } from '../../../core/left.js';
import type { Plan } from '../../../core/plan.js';
import { makePlan, type Planned, type PlanRequest } from '../../../pipeline/plan.js';
import { mapTargets } from '../../../recipes/map-targets.js';
import { planRecipe, type StepOutcome } from '../../../recipes/plan-recipe.js';
import { readConfig } from '../../../recipes/read-config.js';
import type { Config } from '../../../recipes/recipe-schema.js';
import { standingRejections } from '../../../records/decisions-log.js';
import type { Tree } from '../../../trees/tree.js';
import type { CampaignSpec } from '../../model/campaign-spec.js';
import type { Target } from '../../model/target.js';
import type { Order } from '../job.js';
import { type Asked, loadAsked } from './load-asked.js';
import { withWarmPlanner } from './warm-planner.js';

/** Why a repository is left alone, or its plan. */
export type TreePlan =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'skipped'; readonly code: string; readonly message: string };

type Request = Omit<PlanRequest, 'codemods'>;

/** A plan is about a repository, wherever it is carried out. */
const ANY_ROOT = '/';
const DECISIONS = '.codex/decisions.ndjson';
/** Bytes. */
const MOST_DECISIONS = 16 * 1024 * 1024;

/**
 * What a campaign's codemod or recipe does to a tree. The repository's own `codemod.yaml` and remembered rejections count, as they
 * do when it is run there, and so do those of the campaign's own reviews.
 *
 * @throws CodemodError `config-invalid` for a `codemod.yaml` that cannot be read, `promise-broken`, and as {@link loadAsked}.
 */
export async function planTree(
  tree: Tree,
  { spec, target, rejected: decided }: Pick<Order, 'spec' | 'target' | 'rejected'>,
  trusts: (module: string) => boolean,
): Promise<TreePlan> {
  const config = await readConfig(tree);
  const refusal = optedOut(config);
  if (refusal !== null) return { kind: 'skipped', code: 'opted-out', message: refusal };
  const asked = await loadAsked(spec, target, config, trusts);
  const rejected = new Set([...(await rejectedIn(tree)), ...decided]);
  const { threshold } = spec.options;
  const plan = await withWarmPlanner(asked.codemods, threshold, rejected, async (planner) => {
    const request: Request = {
      ...planner,
      tree,
      selection: selectionOf(spec, target, config),
      threshold,
      tool: spec.tool,
      asked: { ...spec.asked, params: { ...spec.asked.params, ...target.params } },
      root: ANY_ROOT,
      rejected,
    };
    return asked.kind === 'codemod' ? await planOne(request, asked) : await planSteps(request, asked);
  });
  return { kind: 'planned', plan: { ...plan, root: ANY_ROOT, head: null } };
}

/** What a repository says where it does not want to be changed by campaigns. */
function optedOut({ bulk }: Config): string | null {
  if (bulk === true || (typeof bulk === 'object' && bulk.enabled)) return null;
  const reason = typeof bulk === 'object' ? bulk.reason : undefined;
  return `Its codemod.yaml asks to be left out of campaigns${reason === undefined ? '.' : `: ${reason}`}`;
}

function selectionOf({ options }: CampaignSpec, target: Target, config: Config): PlanRequest['selection'] {
  const { noIgnore, maxSize } = options;
  const include = [...options.include, ...target.include];
  const exclude = [...config.exclude, ...options.exclude, ...target.exclude];
  return { paths: [], include, exclude, noIgnore, maxSize };
}

async function rejectedIn(tree: Tree): Promise<ReadonlySet<string>> {
  const read = await tree.read(DECISIONS, MOST_DECISIONS);
  return read.kind === 'content' ? standingRejections(read.bytes.toString('utf8').split('\n')) : new Set();
}

async function planOne(request: Request, asked: Asked & { kind: 'codemod' }): Promise<Plan> {
  const planned = await makePlan({ ...request, codemods: asked.codemods });
  conserve(planned);
  return planned.plan;
}

async function planSteps(request: Request, asked: Asked & { kind: 'recipe' }): Promise<Plan> {
  const mapping = await mapTargets(request, asked.mapper);
  const targets = new Set(mapping.targets.map(({ role }) => role));
  const { plan, steps } = await planRecipe({ ...request, steps: asked.steps, targets });
  for (const outcome of steps) if (outcome.kind === 'planned') conserve(outcome.planned);
  return { ...plan, left: [...plan.left, ...steps.flatMap(leftOfStep)] };
}

/** Steps that run tools are not run for a repository that nobody has looked at; one that failed is told. */
function leftOfStep(outcome: StepOutcome): readonly Left[] {
  const about = { phase: 'project', codemod: null, path: null, line: null, range: null, question: null, sha256: '' } as const;
  const step = outcome.step.id;
  if (outcome.kind === 'command') {
    const message = `The step ${step} runs tools or writes records, which bulk never does in a repository.`;
    return [{ ...about, kind: 'skipped', step, code: 'step-needs-tools', message }];
  }
  if (outcome.kind === 'failed') return [{ ...about, kind: 'failed', step, code: 'step-failed', message: outcome.reason }];
  return [];
}

function conserve({ counts }: Planned): void {
  const { discovered, changed, unchanged, findings, skipped, failed } = counts;
  if (discovered === changed + unchanged + findings + skipped + failed) return;
  throw new CodemodError('promise-broken', `The outcomes do not add up to the files: ${JSON.stringify(counts)}.`);
}
