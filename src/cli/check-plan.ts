import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { Change } from '../core/change.js';
import { createdBytes, modifiedBytes } from '../core/change-bytes.js';
import { paramsOf } from '../core/codemod.js';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import type { ParamValue } from '../core/params.js';
import { canonicalJson, type Plan } from '../core/plan.js';
import { quoted } from '../core/quoted.js';
import { builtInNames, loadBuiltIn } from '../pipeline/load-codemod.js';
import type { Config } from '../recipes/recipe-schema.js';
import { configOf, namedRecipe } from './named-recipe.js';
import type { SavedPlan } from './saved-plan.js';
import { toolVersion } from './tool-version.js';

/**
 * Refuses a plan that would not be made so today: by another version of the toolkit or of a codemod, with other options, or
 * of other files. Each of them is named.
 *
 * @throws CodemodError `stale-plan`; `plan-invalid` when the plan does not lead to what it promises.
 */
export async function refuseStale(saved: SavedPlan): Promise<void> {
  refuseCarriedOut(saved);
  const config = await configOf(saved.targets);
  const { plan } = saved;
  const reasons = [
    ...toolReasons(plan),
    ...(await codemodReasons(plan, config)),
    ...optionReasons(plan, config),
    ...fileReasons(saved),
  ];
  if (reasons.length > 0) {
    const list = reasons.map((reason) => `  ${reason}`).join('\n');
    const message = `Nothing was written, because the plan is not what would be planned now:\n${list}${elsewhere(saved)}`;
    throw new CodemodError('stale-plan', `${message}\nMake it again: codemod plan --refresh ${shownFile(saved)}`);
  }
  refuseInconsistent(saved);
}

/** Nobody has to look for what has changed when it is the plan itself that has changed it. */
function refuseCarriedOut(saved: SavedPlan): void {
  if (!isCarriedOut(saved)) return;
  throw new CodemodError('stale-plan', 'The plan has been carried out already: every file is as it leaves it. See: codemod runs');
}

/** Is every file as the plan leaves it? False for one that only makes files: others may have made them. */
export function isCarriedOut({ plan: { changes }, read }: SavedPlan): boolean {
  const isDone = ({ path, ...change }: Change): boolean => {
    const bytes = read(path);
    if (change.kind === 'delete' || change.kind === 'rename') return bytes === null;
    return change.kind === 'modify' && bytes !== null && sha256(bytes) === change.after.sha256;
  };
  const standing = changes.filter(({ kind }) => kind !== 'create');
  return standing.length > 0 && standing.every(isDone);
}

/** A plan that is carried out in another folder than that of its making may have been meant for that one. */
function elsewhere({ plan, targets }: SavedPlan): string {
  if (plan.root === targets.root) return '';
  return `\nIt was made in ${visibleLine(plan.root)}. To carry it out there, name that folder behind the plan.`;
}

/** The plan's path, as it can be typed from the current folder. */
function shownFile({ file }: SavedPlan): string {
  const relative = path.relative(process.cwd(), file);
  return visibleLine(quoted(relative.startsWith('..') ? file : relative));
}

function toolReasons({ tool }: Plan): readonly string[] {
  const { version } = toolVersion();
  return tool === version ? [] : [`it was made by version ${visibleLine(tool)} of codex-codemod, and this is ${version}`];
}

/** Code is loaded only by the names of the toolkit's own: what a plan names may be anybody's. */
async function codemodReasons(plan: Plan, config: Config | null): Promise<readonly string[]> {
  if (plan.asked.name.includes('/') || plan.asked.kind === 'command') return [];
  const known = await builtInNames();
  const reasons: string[] = [];
  for (const { name, version } of plan.codemods) {
    const now = known.includes(name) ? (await loadBuiltIn(name)).codemod.version : null;
    if (now !== version) {
      reasons.push(
        `${visibleLine(`${name}@${version}`)} made it, and ${now === null ? 'there is no such codemod' : `this is ${name}@${now}`}`,
      );
    }
  }
  if (reasons.length > 0) return reasons;
  const params = await paramsNow(plan, config);
  return params === null || canonicalJson(params) === canonicalJson(plan.codemods.map((one) => one.params))
    ? []
    : ['the parameters that codemod.yaml gives are not those that it was made with'];
}

/** The parameters that the codemods of the plan would get now; null where the recipe is not one that can be found by its name. */
async function paramsNow(
  { asked, codemods }: Plan,
  config: Config | null,
): Promise<readonly Readonly<Record<string, ParamValue>>[] | null> {
  if (asked.kind === 'codemod') {
    const { codemod } = await loadBuiltIn(asked.name);
    return [paramsOf(codemod, { ...config?.params[codemod.name], ...asked.params })];
  }
  const recipe = await namedRecipe(asked.name, config);
  if (recipe === null) return null;
  const { bindRecipe } = await import('../recipes/bind-recipe.js');
  const { NO_CONFIG } = await import('../recipes/read-config.js');
  const steps = await bindRecipe(recipe, config ?? NO_CONFIG, asked.params, 0);
  const bound = steps.flatMap((step) => (step.bound === null || step.deferred !== null ? [] : [step.bound]));
  // A step without its target is not among those of the plan.
  const planned = codemods.map(({ name, params }) => `${name} ${canonicalJson(params)}`);
  const now = bound.filter(({ codemod: { name }, params }) => planned.includes(`${name} ${canonicalJson(params)}`));
  return now.map(({ params }) => params);
}

function optionReasons({ options: { exclude } }: Plan, config: Config | null): readonly string[] {
  const missing = (config?.exclude ?? []).filter((glob) => !exclude.includes(glob));
  return missing.map((glob) => `codemod.yaml excludes ${visibleLine(glob)} by now`);
}

function fileReasons({ plan, read, targets: { root } }: SavedPlan): readonly string[] {
  return plan.changes.flatMap((change) => {
    if (change.kind === 'create') return [];
    const bytes = read(change.path);
    const name = visibleLine(change.path);
    if (bytes === null) return [`${name}: ${isLink(root, change.path) ? 'it is a symlink by now' : 'it is gone'}`];
    return sha256(bytes) === change.before.sha256 ? [] : [`${name}: its content has changed`];
  });
}

function isLink(root: string, file: string): boolean {
  return lstatSync(path.join(root, file), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Somebody has edited the plan: what its edits make is not what it says, or they cannot be made. */
function refuseInconsistent(saved: SavedPlan): void {
  const { plan, read, file } = saved;
  for (const change of plan.changes) {
    if (change.kind !== 'modify' && change.kind !== 'create') continue;
    const fault = faultOf(() =>
      change.kind === 'modify' ? modifiedBytes(change, Buffer.from(read(change.path) ?? [])) : createdBytes(change),
    );
    const why =
      'message' in fault
        ? fault.message
        : sha256(fault.bytes) === change.after.sha256
          ? null
          : 'they make another content than it says';
    if (why === null) continue;
    const message = `${shownFile(saved)} does not lead to what it promises for ${visibleLine(change.path)}: ${visibleLine(why)}. Make it again: codemod plan --refresh ${shownFile(saved)}`;
    throw new CodemodError('plan-invalid', message, { path: file });
  }
}

function faultOf(make: () => Buffer): { readonly bytes: Buffer } | { readonly message: string } {
  try {
    return { bytes: make() };
  } catch (thrown) {
    if (thrown instanceof CodemodError) return { message: thrown.message };
    throw thrown;
  }
}
