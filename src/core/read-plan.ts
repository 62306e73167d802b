import * as v from 'valibot';
import type { Change } from './change.js';
import { CodemodError } from './errors.js';
import { isInventoryChange, isInventoryPath } from './inventory-step.js';
import type { Plan } from './plan.js';
import { PlanSchema } from './plan-schema.js';

/**
 * Reads the text of a plan file. It may come from anywhere: nothing in it is trusted, and its paths lead below the root.
 *
 * @param label names the file in messages.
 * @throws CodemodError `plan-invalid`.
 */
export function readPlan(label: string, text: string): Plan {
  const refuse = (why: string): never => {
    throw new CodemodError('plan-invalid', `${label} is not a plan that this version reads: ${why}`, { path: label });
  };
  const data = parseJson(text);
  if (typeof data !== 'object' || data === null) return refuse('it is not a JSON object.');
  const version: unknown = Reflect.get(data, 'codemodPlan');
  if (version === undefined) return refuse('it has no "codemodPlan".');
  if (version !== 1) return refuse(`it has the form ${JSON.stringify(version)}, and this version knows 1.`);
  const parsed = v.safeParse(PlanSchema, data);
  if (!parsed.success) return refuse(faultOf(parsed.issues[0]));
  const twice = pathTouchedTwice(parsed.output);
  if (twice !== null) return refuse(`two of its changes touch ${JSON.stringify(twice)}.`);
  for (const change of parsed.output.changes) {
    if (isInventoryPath(change.path) && !isInventoryChange(change, parsed.output)) {
      return refuse(`${JSON.stringify(change.path)}: only the step "inventory" makes that, and the plan does not name it.`);
    }
    const fault = hiddenPart(change);
    if (fault !== null) return refuse(`${JSON.stringify(change.path)}: ${fault}`);
  }
  return parsed.output;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
}

function faultOf(issue: v.BaseIssue<unknown>): string {
  const place = issue.path?.map(({ key }) => String(key)).join('.') ?? '';
  return `${place === '' ? '' : `${place}: `}${issue.message}`;
}

/** What a review would not show, though it would be written: no plan of ours has such a thing. */
function hiddenPart(change: Change): string | null {
  if (change.kind === 'create') return isNewMode(change.after.mode) ? null : 'a file is made with a mode that no codemod gives.';
  if (change.kind !== 'modify') return null;
  if (change.after.mode !== change.before.mode) return 'an edit of a file changes its mode.';
  for (const { edits, importEdits, fixes } of change.steps) {
    const owned = new Set(fixes.flatMap((fix) => fix.edits));
    if (edits.some((_, index) => !owned.has(index))) return 'an edit belongs to no fix.';
    if ([...owned, ...importEdits].some((index) => index >= edits.length)) return 'a fix has an edit that is not there.';
  }
  return null;
}

/** A plain file, or one that can be run. */
function isNewMode(mode: number): boolean {
  return mode === 0o644 || mode === 0o755;
}

function pathTouchedTwice({ changes }: Plan): string | null {
  const seen = new Set<string>();
  for (const change of changes) {
    for (const path of change.kind === 'rename' ? [change.path, change.to] : [change.path]) {
      if (seen.has(path)) return path;
      seen.add(path);
    }
  }
  return null;
}
