import type { RepositoryRow } from './repository-row.js';

/** How far a repository is approved; empty where nothing of it is. What is out and was planned anew asks for a new approval. */
export function approvalWords({ approved, newPlan }: Pick<RepositoryRow, 'approved' | 'newPlan'>): string {
  if (newPlan) return 'new plan, not approved';
  if (approved === 'none') return '';
  return approved === 'all' ? 'approved' : 'approved in part';
}
