import { CodemodError } from '../core/errors.js';
import { type ParamValue, resolveParams } from '../core/params.js';
import type { Recipe, RecipeStep } from '../core/recipe.js';
import { didYouMean } from '../core/suggest.js';
import { type LoadedCodemod, loadBuiltIn } from '../pipeline/load-codemod.js';
import type { IndexedCodemod } from '../pipeline/plan.js';
import type { Config } from './recipe-schema.js';

/** A step of one run: its codemod with the parameters that it gets, or a command. */
export interface BoundStep {
  readonly step: RecipeStep;
  /** Null for a command. */
  readonly bound: (LoadedCodemod & IndexedCodemod) | null;
  /** Why the repository leaves the step for later; null when it does not. */
  readonly deferred: string | null;
}

type Given = Readonly<Record<string, unknown>>;

/**
 * Gives every step its parameters. What is nearer to the user counts: the command line, then the recipe's entry of
 * `codemod.yaml`, then that of the codemod, then the recipe, then the codemod's defaults.
 *
 * @param given from the command line: `parameter` of the recipe or `step.parameter`.
 * @param first the index of the first codemod, see {@link IndexedCodemod}.
 * @throws CodemodError `param-unknown`, `param-invalid`, `codemod-unknown` or `config-invalid`.
 */
export async function bindRecipe(recipe: Recipe, config: Config, given: Given, first: number): Promise<readonly BoundStep[]> {
  const fromConfig = config.params[recipe.name] ?? {};
  checkSteps(recipe, given);
  checkSteps(recipe, fromConfig);
  checkDeferred(recipe, config);
  const values = resolveParams(recipe.name, recipe.params, { ...undotted(fromConfig), ...undotted(given) });
  const codemods = recipe.steps.filter(({ run }) => run.kind === 'codemod');
  return Promise.all(
    recipe.steps.map(async (step): Promise<BoundStep> => {
      const deferred = config.defer.find((one) => one.step === step.id)?.reason ?? null;
      if (step.run.kind === 'command') return { step, bound: null, deferred };
      const loaded = await loadBuiltIn(step.run.name);
      const { name, params: specs } = loaded.codemod;
      const own = {
        ...substitute(step, values),
        ...(config.params[name] ?? {}),
        ...ofStep(fromConfig, step.id),
        ...ofStep(given, step.id),
      };
      return {
        step,
        bound: { ...loaded, params: resolveParams(`the step ${step.id}`, specs, own), index: first + codemods.indexOf(step) },
        deferred,
      };
    }),
  );
}

function undotted(given: Given): Given {
  return Object.fromEntries(Object.entries(given).filter(([key]) => !key.includes('.')));
}

function ofStep(given: Given, id: string): Given {
  const prefix = `${id}.`;
  const own = Object.entries(given).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

function checkSteps(recipe: Recipe, given: Given): void {
  const ids = recipe.steps.map(({ id }) => id);
  for (const key of Object.keys(given)) {
    const [id = '', ...rest] = key.split('.');
    if (rest.length === 0 || ids.includes(id)) continue;
    throw new CodemodError(
      'param-unknown',
      `${recipe.name} has no step "${id}". ${didYouMean(id, ids) ?? `It has: ${ids.join(', ')}.`}`,
    );
  }
}

/** A step that is deferred may be one of another recipe; one of this recipe's misspelt would be done against the user's word. */
function checkDeferred(recipe: Recipe, config: Config): void {
  const ids = recipe.steps.map(({ id }) => id);
  for (const { step } of config.defer) {
    const hint = ids.includes(step) ? null : didYouMean(step, ids);
    if (hint === null) continue;
    throw new CodemodError(
      'config-invalid',
      `codemod.yaml defers the step "${step}", which ${recipe.name} does not have. ${hint}`,
    );
  }
}

/** The parameters that a recipe gives to a step, with the recipe's own filled in. */
function substitute({ id, with: given }: RecipeStep, values: Readonly<Record<string, ParamValue>>): Given {
  const fill = (value: unknown): unknown => {
    const name = typeof value === 'string' ? /^\$\{([\w-]+)\}$/.exec(value)?.[1] : undefined;
    if (name === undefined) return value;
    if (!Object.hasOwn(values, name))
      throw new CodemodError('config-invalid', `The step ${id} asks for \${${name}}, which is no parameter.`);
    return values[name];
  };
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, fill(value)]));
}
