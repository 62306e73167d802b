/** What the process answers. Documented in the README. */
export const ExitCode = {
  done: 0,
  /** `--check` would change something, `codemod test` failed, or `secrets diff` drifted. */
  wouldChange: 1,
  usage: 2,
  /** A stale plan, a dirty tree, a lock that is held, an undo that would lose later changes. */
  refused: 3,
  /** Some files failed; the rest was done. */
  failed: 4,
  /** A promise of the toolkit was broken: a bug. */
  broken: 70,
  /** Standard output took not all of what a command printed which does nothing else. 74 is EX_IOERR of sysexits.h. */
  outputLost: 74,
  interrupted: 130,
} as const;

export const USAGE: ReadonlySet<string> = new Set([
  'codemod-unknown',
  'codemod-invalid',
  'codemod-unloadable',
  'rule-invalid',
  'param-unknown',
  'param-invalid',
  'path-missing',
  'two-repositories',
  'query-invalid',
  'pattern-invalid',
  'fixture-invalid',
  'glob-invalid',
  'config-invalid',
  'recipe-unknown',
  'bare-repository',
  'git-address-refused',
  'path-encoding',
  'plan-invalid',
  'plan-split',
  'inventory-invalid',
  'inventory-missing',
  'secrets-baseline-invalid',
  'secrets-baseline-missing',
  'no-terminal',
  'run-unknown',
  'run-ambiguous',
  'run-pruned',
  'nothing-to-undo',
  'nothing-to-redo',
  'manifest-invalid',
  'url-refused',
  'campaign-invalid',
  'campaign-unknown',
  'campaign-ambiguous',
  'identity-missing',
  'token-missing',
  'token-invalid',
  'forge-settings',
  'queue-missing',
  'no-forge',
  'usage',
]);

export const REFUSED: ReadonlySet<string> = new Set([
  'dirty-tree',
  'stale-plan',
  'plan-undecided',
  'write-refused',
  'lock-held',
  'undo-conflict',
  'recovery-stopped',
  'journal-damaged',
  'git-missing',
  'git-dubious-ownership',
  'repository-redirected',
  'queue-unsafe',
]);

/** The exit code for a failure of the whole command. */
export function exitCodeFor(code: string): number {
  if (USAGE.has(code)) return ExitCode.usage;
  if (REFUSED.has(code)) return ExitCode.refused;
  if (code === 'interrupted') return ExitCode.interrupted;
  if (code === 'output-lost') return ExitCode.outputLost;
  return code === 'promise-broken' || code === 'internal' || code === 'plan-inconsistent' ? ExitCode.broken : ExitCode.failed;
}
