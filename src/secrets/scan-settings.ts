import type { Baseline } from './baseline.js';

/** The settings of a baseline that a scan may be run with. */
export interface ScanSettings {
  readonly plugins: Baseline['plugins_used'];
  readonly filters: Baseline['filters_used'];
  /** Regular expressions of Python: a file whose path matches one is not scanned. */
  readonly excludedFiles: readonly string[];
}

/** Filters that read nothing but the line, the name and their own settings. */
const PLAIN_FILTER = /^detect_secrets\.filters\.(?:allowlist|common|heuristic|regex)\.[a-z_]+$/;
const EXCLUDED_FILES = 'detect_secrets.filters.regex.should_exclude_file';
/** Sends what was found to the services that it seems to belong to, to ask whether it is valid. */
const VERIFICATION = 'detect_secrets.filters.common.is_ignored_due_to_verification_policies';
/** Names a file that is not scanned; ours is left out anyway. */
const OWN_FILE = 'detect_secrets.filters.common.is_baseline_file';

/**
 * The settings to scan with, or why they are refused: a baseline can name plugins and filters by a path, and detect-secrets
 * would import them. That would be running what the repository names.
 */
export function scanSettings({ plugins_used, filters_used }: Baseline): ScanSettings | { readonly refused: string } {
  const strange = [
    ...plugins_used.filter((plugin) => 'path' in plugin || !/^\w+$/.test(plugin.name)).map(({ name }) => `the plugin ${name}`),
    ...filters_used.filter(({ path }) => !PLAIN_FILTER.test(path)).map(({ path }) => `the filter ${path}`),
  ];
  if (strange.length > 0) return { refused: strange.join(', ') };
  const left = new Set([EXCLUDED_FILES, VERIFICATION, OWN_FILE]);
  return {
    plugins: plugins_used,
    filters: filters_used.filter(({ path }) => !left.has(path)),
    excludedFiles: filters_used.filter(({ path }) => path === EXCLUDED_FILES).flatMap(({ pattern }) => patternsOf(pattern)),
  };
}

function patternsOf(pattern: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(pattern) ? pattern : [pattern];
  return list.filter((item): item is string => typeof item === 'string');
}
