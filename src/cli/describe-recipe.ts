import { visibleLine } from '../core/display.js';
import type { Recipe, RecipeStep } from '../core/recipe.js';
import { loadBuiltIn } from '../pipeline/load-codemod.js';
import { parameterRows } from './describe-codemod.js';
import { invocation } from './invocation.js';
import { answer } from './report/answer.js';
import { wrapProse } from './report/prose.js';
import type { Colors } from './terminal.js';

const COMMANDS: Readonly<Record<string, string>> = {
  records: 'The records in .codex exist, with their headers.',
  preflight: 'Looks for the tools that other steps need, and tells what is missing.',
  mapping: 'Finds what the other steps are about, and asks for what is not found.',
  'secrets-baseline': 'Has detect-secrets scan, and keeps what was audited.',
  inventory: 'Writes .codex/inventory.json: every file with its role, size and hash.',
  results: 'Adds to .codex/results.md how the repository stands, when that has changed.',
};

/** A recipe as a page of plain text for a terminal of so many columns: its parameters, and each step with what it does, when, and with which values. */
export async function describeRecipe(recipe: Recipe, { bold, dim }: Colors, columns: number): Promise<string> {
  const rows = parameterRows(recipe.params, columns);
  const parameters = rows === '' ? '' : `${bold('Parameters')} (with their defaults)\n${rows}\n`;
  const steps = await Promise.all(recipe.steps.map((step) => describeStep(step, dim, columns)));
  const more = `Of a step: --param step.key=value, a list as JSON. What a codemod does: ${invocation()} show <codemod>\n`;
  return `${bold(recipe.name)} ${dim(recipe.version)}  recipe\n${wrapProse(recipe.description, columns)}\n\n${parameters}${bold('Steps')}\n${steps.join('')}\n${wrapProse(more, columns)}`;
}

async function describeStep(step: RecipeStep, dim: (text: string) => string, columns: number): Promise<string> {
  const { id, phase, run, when, needs } = step;
  const what = run.kind === 'command' ? (COMMANDS[run.name] ?? '') : (await loadBuiltIn(run.name)).codemod.summary;
  const given = Object.entries(step.with).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const notes = [
    ...(run.name === id ? [] : [`runs ${run.name}`]),
    ...(when === null ? [] : [`when there is a ${when.replaceAll('-', ' ')}`]),
    ...(needs.length === 0 ? [] : [`after ${needs.join(', ')}`]),
    ...(given.length === 0 ? [] : [`with ${given.join(', ')}`]),
  ];
  const below = (text: string): string => wrapProse(text, columns, '        ');
  const tail = notes.length === 0 ? '' : `${dim(below(visibleLine(notes.join('; '))))}\n`;
  return `  ${phase.padEnd(5)} ${id}\n${below(what)}\n${tail}`;
}

export function describeRecipeAsJson({ name, version, description, params, steps }: Recipe): string {
  return answer('show', { recipe: { name, version, summary: description, params, steps } });
}
