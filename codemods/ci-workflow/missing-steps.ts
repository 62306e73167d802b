import { type Job, type Role, rolesOf, textAt, type Workflow } from 'codex-codemod';

/** Steps that a job lacks, by where they go: behind the step with an index, or in front of all (-1). */
export type Missing = ReadonlyMap<number, readonly Role[]>;

/**
 * What a job lacks of the roles, which are given in the order that they have to stand in. `unseen`: it lacks some, but has steps
 * or surroundings that may do the same.
 */
export function missingSteps(workflow: Workflow, job: Job, wanted: readonly Role[]): Missing | 'unseen' {
  const roles = job.steps.map(rolesOf);
  const missing = wanted.filter((role) => !roles.some((own) => own.has(role)));
  if (missing.length === 0) return new Map();
  if (hidesWork(workflow, job) || roles.some((own) => own.has('opaque'))) return 'unseen';
  const places = new Map<number, readonly Role[]>();
  for (const role of missing) {
    const place = placeOf(roles, wanted, role);
    places.set(place, [...(places.get(place) ?? []), role]);
  }
  return places;
}

/** Behind the last step that has to stand before it, else in front of the first that has to stand behind it. */
function placeOf(roles: readonly ReadonlySet<Role>[], wanted: readonly Role[], role: Role): number {
  const order = wanted.indexOf(role);
  const has = (own: ReadonlySet<Role>, some: readonly Role[]): boolean => some.some((one) => own.has(one));
  const last = roles.findLastIndex((own) => has(own, wanted.slice(0, order)));
  const next = roles.findIndex((own) => has(own, wanted.slice(order + 1)));
  if (last >= 0 && (next < 0 || last < next)) return last;
  return next >= 0 ? next - 1 : roles.length - 1;
}

/** True where Python and the project may be there before the first step. */
function hidesWork({ services }: Workflow, { node }: Job): boolean {
  if (services.get(node, 'container') !== null) return true;
  const runner = services.get(node, 'runs-on');
  return runner?.kind !== 'scalar' || /self-hosted/.test(textAt(services, runner));
}
