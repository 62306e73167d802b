import { TARGET_ROLES, type TargetRole } from '../core/recipe.js';
import type { LoadedCodemod } from '../pipeline/load-codemod.js';
import { type IndexedCodemod, makePlan, type Planned, type PlanRequest } from '../pipeline/plan.js';
import type { Config } from './recipe-schema.js';

/** The codemod that finds targets. It changes nothing: its findings are what it is run for. */
export const MAPPING_CODEMOD = 'map-targets';

/** A file that steps are about, and what shows it. */
export interface Target {
  readonly role: TargetRole;
  readonly path: string;
  /** Counts from 1. */
  readonly line: number;
  readonly reason: string;
}

/** A target that was not found, and the question whose answer would help. */
export interface MissingTarget {
  readonly role: TargetRole;
  readonly code: string;
  readonly message: string;
  readonly question: string;
}

export interface Mapping {
  readonly targets: readonly Target[];
  readonly missing: readonly MissingTarget[];
  /** Where something went wrong while they were looked for. */
  readonly planned: Planned;
}

/** `MAP001` is the first role of {@link TARGET_ROLES}, found; `MAP101` the same, missing. */
export function roleOfCode(code: string): { readonly role: TargetRole; readonly found: boolean } | null {
  const [, kind, digits = ''] = /^MAP([01])(\d\d)$/.exec(code) ?? [];
  const role = TARGET_ROLES[Number(digits) - 1];
  return kind === undefined || role === undefined ? null : { role, found: kind === '0' };
}

/** The parameters of the mapping for a repository that says where some of its targets are. */
export function mappingParams({ targets }: Config): { readonly known: readonly string[] } {
  return { known: Object.entries(targets).map(([role, path]) => `${role}=${path}`) };
}

/** Finds the targets of a tree by what they are, or where the repository says that they are. */
export async function mapTargets(
  request: Omit<PlanRequest, 'codemods'>,
  codemod: LoadedCodemod & IndexedCodemod,
): Promise<Mapping> {
  const planned = await makePlan({ ...request, codemods: [codemod] });
  const located = planned.outcomes.flatMap(({ path, findings }) =>
    findings.map(({ code, line, message }) => ({ code, path, line, message, question: '' })),
  );
  const ofProject = planned.project.findings.map(({ code, path, message, question = '' }) => ({
    code,
    path,
    line: 1,
    message,
    question,
  }));
  const known = [...located, ...ofProject].flatMap(({ code, ...rest }) => {
    const meaning = roleOfCode(code);
    return meaning === null ? [] : [{ code, ...meaning, ...rest }];
  });
  return {
    targets: known.filter(({ found }) => found).map(({ role, path, line, message }) => ({ role, path, line, reason: message })),
    missing: known.filter(({ found }) => !found).map(({ role, code, message, question }) => ({ role, code, message, question })),
    planned,
  };
}
