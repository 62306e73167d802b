import type { Change } from '../../core/change.js';
import type { Planned } from '../../pipeline/plan.js';
import type { ChangeText } from './change-text.js';

/** What `apply --json` prints: one object. `codemodReport` is the version of this form, which all commands that tell of runs share. */
export interface JsonReport {
  readonly codemodReport: 1;
  readonly command: 'apply';
  readonly mode: 'dry-run' | 'check' | 'apply';
  readonly run: string | null;
  /** The folder that all paths are relative to: absolute. */
  readonly root: string;
  readonly planId: string;
  readonly counts: Planned['counts'];
  readonly codemods: Planned['plan']['codemods'];
  readonly changes: readonly object[];
  readonly outcomes: Planned['outcomes'];
  readonly project: Pick<Planned['project'], 'findings' | 'failures'>;
  readonly pruned: Planned['pruned'];
  readonly judges: Planned['judges'];
  readonly unjudged: Planned['unjudged'];
}

interface Facts {
  readonly mode: JsonReport['mode'];
  readonly root: string;
  readonly run: string | null;
  readonly planId: string;
  readonly planned: Planned;
  readonly diffs: ReadonlyMap<string, ChangeText>;
}

export function jsonReport({ mode, run, root, planId, planned, diffs }: Facts): JsonReport {
  const { counts, plan, outcomes, project, pruned, judges, unjudged } = planned;
  return {
    codemodReport: 1,
    command: 'apply',
    mode,
    run,
    root,
    planId,
    counts,
    codemods: plan.codemods,
    changes: plan.changes.map((change) => describeChange(change, diffs.get(change.path))),
    outcomes,
    project: { findings: project.findings, failures: project.failures },
    pruned,
    judges,
    unjudged,
  };
}

/**
 * A change as reports have it: what is done to which file, why, and its diff. JSON is UTF-8, and `diff` a text to be read:
 * in UTF-8 it is what `git apply` takes, but for files in another encoding. Their bytes stand beside it as `patch`, in base64.
 */
export function describeChange(change: Change, text: ChangeText | undefined): object {
  const { kind, path } = change;
  const fixes = text?.fixes.map(({ codemod, fix, line, lineBefore }) => ({ codemod, ...fix, line, lineBefore })) ?? [];
  const encoding = change.kind === 'modify' ? { encoding: change.encoding } : {};
  const reason = change.kind === 'modify' ? {} : { reason: change.reason };
  const to = change.kind === 'rename' ? { to: change.to } : {};
  const before = 'before' in change ? { before: change.before } : {};
  const after = 'after' in change ? { after: change.after } : {};
  const patch = text?.patch == null ? {} : { patch: text.patch.toString('base64') };
  return { kind, path, ...to, ...encoding, ...before, ...after, ...reason, fixes, diff: text?.diff ?? '', ...patch };
}
