import { CodemodError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { RoleRule } from './classification.js';
import { ROLES, type Role } from './entry.js';

/**
 * Rules as a user writes them: `role=glob`, in the order in which they are to be tried.
 *
 * @throws CodemodError `usage` for a role that there is not.
 */
export function parseRoleRules(typed: readonly string[]): readonly RoleRule[] {
  return typed.map((rule) => {
    const equals = rule.indexOf('=');
    const [role, glob] = [rule.slice(0, Math.max(0, equals)), rule.slice(equals + 1)];
    if (equals < 1 || glob === '')
      throw new CodemodError('usage', `Write a role as role=glob, such as test=qa/**, not "${rule}".`);
    return { role: checkRole(role), globs: [glob] };
  });
}

function checkRole(name: string): Role {
  const role = ROLES.find((known) => known === name);
  if (role !== undefined) return role;
  throw new CodemodError('usage', `There is no role "${name}". ${didYouMean(name, ROLES) ?? `There are: ${ROLES.join(', ')}.`}`);
}
