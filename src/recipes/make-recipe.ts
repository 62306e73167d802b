import { CodemodError } from '../core/errors.js';
import type { Recipe, RecipeStep } from '../core/recipe.js';
import type { RecipeText } from './recipe-schema.js';

/**
 * A recipe out of its checked text.
 *
 * @param label names the file in messages.
 * @throws CodemodError `config-invalid` when two steps have one id, or a step needs one that does not stand before it.
 */
export function makeRecipe(name: string, text: RecipeText, label: string): Recipe {
  const steps = text.steps.map(makeStep);
  const seen = new Set<string>();
  for (const { id, needs } of steps) {
    const refuse = (why: string): never => {
      throw new CodemodError('config-invalid', `${label}: the recipe ${name}: the step ${id} ${why}.`, { path: label });
    };
    if (seen.has(id)) refuse('stands there twice: give one of them another id');
    const unknown = needs.find((need) => !seen.has(need));
    if (unknown !== undefined) refuse(`needs ${unknown}, which does not stand before it`);
    seen.add(id);
  }
  return { name, version: text.version, description: text.description, params: text.params, steps };
}

function makeStep(step: RecipeText['steps'][number]): RecipeStep {
  const name = 'codemod' in step ? step.codemod : step.command;
  return {
    id: step.id ?? name,
    phase: String(step.phase),
    area: step.area ?? name,
    run: 'codemod' in step ? { kind: 'codemod', name: step.codemod } : { kind: 'command', name: step.command },
    with: step.with,
    when: step.when ?? null,
    needs: step.needs,
  };
}
