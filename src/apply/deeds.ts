import { applySteps, type Change, type ModifyChange, type Step } from '../core/change.js';
import { renameDiff, unifiedDiff } from '../core/diff.js';
import { markdownText } from '../core/display.js';
import { codecFor } from '../core/encoding.js';
import { sha256 } from '../core/hash.js';
import { type Deed, reasonOfFix } from '../records/change-log-entry.js';
import { bytesOfText, originalText } from './plan-steps.js';

/** What each codemod does to the file of a change, in order: one deed for each codemod. */
export function deedsOf(change: Change, original: (path: string) => Buffer): readonly Deed[] {
  const { path } = change;
  if (change.kind === 'modify') return modifyDeeds(change, original(path));
  const { codemod, version } = change;
  const shared = { path, to: null, codemod, version, reasons: [markdownText(change.reason)] };
  switch (change.kind) {
    case 'create': {
      const text = textOf(Buffer.from(change.content, 'base64'));
      return [
        { ...shared, action: 'create', before: null, after: change.after.sha256, diff: text && unifiedDiff(path, null, text) },
      ];
    }
    case 'delete': {
      const text = textOf(original(path));
      return [
        { ...shared, action: 'delete', before: change.before.sha256, after: null, diff: text && unifiedDiff(path, text, null) },
      ];
    }
    case 'rename': {
      const { sha256: hash } = change.before;
      return [{ ...shared, action: 'rename', to: change.to, before: hash, after: hash, diff: renameDiff(path, change.to) }];
    }
  }
}

function modifyDeeds(change: ModifyChange, bytes: Buffer): readonly Deed[] {
  const deeds: Deed[] = [];
  let text = originalText(change, bytes);
  for (const steps of groupByCodemod(change.steps)) {
    const before = text;
    text = applySteps(before, steps);
    deeds.push(modifyDeed(change, steps, before, text));
  }
  return deeds;
}

function modifyDeed(change: ModifyChange, steps: readonly Step[], before: string, after: string): Deed {
  const mark = change.hasBom ? '\ufeff' : '';
  return {
    action: 'modify',
    path: change.path,
    to: null,
    codemod: steps[0]?.codemod ?? '',
    version: steps[0]?.version ?? '',
    reasons: steps.flatMap(({ fixes }) => fixes.map(reasonOfFix)),
    before: sha256(bytesOfText(change, before)),
    after: sha256(bytesOfText(change, after)),
    diff: unifiedDiff(change.path, mark + before, mark + after),
  };
}

/** The passes of one codemod follow each other. */
function groupByCodemod(steps: readonly Step[]): readonly (readonly Step[])[] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.[0]?.codemod === step.codemod) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function textOf(bytes: Buffer): string | null {
  return codecFor('utf-8')?.decode(bytes) ?? null;
}
