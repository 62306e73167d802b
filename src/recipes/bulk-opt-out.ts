import type { Config } from './recipe-schema.js';

/** Why a repository wants no change by campaigns, in its own words; empty where it does not say. Null: it may be changed. */
export function bulkOptOut({ bulk }: Pick<Config, 'bulk'>): string | null {
  if (typeof bulk === 'boolean') return bulk ? null : '';
  return bulk.enabled ? null : (bulk.reason ?? '');
}
