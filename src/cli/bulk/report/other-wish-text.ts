import { countOf } from '../../../core/count-of.js';

/** Why changes are not approved that were planned by another wish than the campaign's, and what plans them by its own. */
export function leftByOtherWish(changes: number): string {
  const those = changes === 1 ? 'was' : 'were';
  return `${countOf(changes, 'change')} left, which ${those} planned by another wish than the campaign's now. To plan anew: codemod bulk resume`;
}
