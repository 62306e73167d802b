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

function makeStep({ id, phase, area, codemod, command, with: given, when, needs }: RecipeText['steps'][number]): RecipeStep {
  const name = codemod ?? command ?? '';
  return {
    id: id ?? name,
    phase: String(phase),
    area: area ?? name,
    run: command === undefined ? { kind: 'codemod', name } : { kind: 'command', name: command },
    with: given,
    when: when ?? null,
    needs,
  };
}
