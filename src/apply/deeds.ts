import { applySteps, type Change, type CreateChange, type ModifyChange, type Step } from '../core/change.js';
import { bytesOfText, originalText } from '../core/change-bytes.js';
import { renameDiff, unifiedDiff } from '../core/diff.js';
import { markdownText } from '../core/display.js';
import { codecFor } from '../core/encoding.js';
import { sha256 } from '../core/hash.js';
import { type Deed, reasonOfFix } from '../records/change-log-entry.js';

/** What each codemod does to the file of a change, in order: one deed for each codemod. */
export function deedsOf(change: Change, original: (path: string) => Buffer): readonly Deed[] {
  const { path } = change;
  if (change.kind === 'modify') return modifyDeeds(change, originalText(change, original(path)), change.steps);
  if (change.kind === 'create') return createDeeds(change);
  const { codemod, version } = change;
  const shared = { path, to: null, codemod, version, reasons: [markdownText(change.reason)] };
  switch (change.kind) {
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

/** The making of a file, then what later codemods did to it. */
function createDeeds({ path, codemod, version, reason, content, steps }: CreateChange): readonly Deed[] {
  const bytes = Buffer.from(content, 'base64');
  const text = textOf(bytes);
  const diff = text && unifiedDiff(path, null, text);
  const by = { codemod, version, reasons: [markdownText(reason)] };
  const made: Deed = { ...by, action: 'create', path, to: null, before: null, after: sha256(bytes), diff };
  return [made, ...modifyDeeds({ path, encoding: 'utf-8', hasBom: false }, text ?? '', steps)];
}

type TextFacts = Pick<ModifyChange, 'path' | 'encoding' | 'hasBom'>;

function modifyDeeds(facts: TextFacts, original: string, steps: readonly Step[]): readonly Deed[] {
  const deeds: Deed[] = [];
  let text = original;
  for (const group of groupByCodemod(steps)) {
    const before = text;
    text = applySteps(before, group);
    deeds.push(modifyDeed(facts, group, before, text));
  }
  return deeds;
}

function modifyDeed(facts: TextFacts, steps: readonly Step[], before: string, after: string): Deed {
  const mark = facts.hasBom ? '\ufeff' : '';
  return {
    action: 'modify',
    path: facts.path,
    to: null,
    codemod: steps[0]?.codemod ?? '',
    version: steps[0]?.version ?? '',
    reasons: steps.flatMap(({ fixes }) => fixes.map(reasonOfFix)),
    before: sha256(bytesOfText(facts, before)),
    after: sha256(bytesOfText(facts, after)),
    diff: unifiedDiff(facts.path, mark + before, mark + after),
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
