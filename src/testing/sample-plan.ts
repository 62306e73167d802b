import type { Change, ContentId, ModifyChange } from '../core/change.js';
import { replaceRange } from '../core/edit.js';
import { fixKey } from '../core/fix-key.js';
import { inGroups } from '../core/groups.js';
import { sha256 } from '../core/hash.js';
import type { Plan } from '../core/plan.js';
import { dominantNewline } from '../core/source-file.js';

export function contentId(content: string | Buffer, mode = 0o644): ContentId {
  const bytes = Buffer.from(content);
  return { sha256: sha256(bytes), size: bytes.length, mode };
}

/** A plan around changes, for tests of what carries plans out. */
export function samplePlan(changes: readonly Change[]): Plan {
  return {
    codemodPlan: 1,
    tool: '0.0.0-test',
    asked: { kind: 'codemod', name: 'sample', params: {} },
    codemods: [{ name: 'sample', version: '1.0.0', params: {} }],
    options: { threshold: 'safe', paths: [], include: [], exclude: [], noIgnore: false, maxSize: 1024 * 1024 },
    root: '/',
    head: null,
    left: [],
    counts: null,
    changes: [...changes].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Replaces the first `from` of a UTF-8 text. */
export function modify(path: string, text: string, from: string, to: string, mode = 0o644): ModifyChange {
  const start = text.indexOf(from);
  const edit = replaceRange(text, { start, end: start + from.length }, to);
  const line = text.slice(0, start).split('\n').length;
  return {
    kind: 'modify',
    path,
    encoding: 'utf-8',
    hasBom: false,
    newline: dominantNewline(text),
    before: contentId(text, mode),
    after: contentId(text.slice(0, start) + to + text.slice(start + from.length), mode),
    steps: [
      {
        codemod: 'sample',
        version: '1.0.0',
        edits: [edit],
        importEdits: [],
        fixes: [
          {
            ...{ reason: `${from} becomes ${to}.`, applicability: 'safe', caveat: '', line, edits: [0], imports: [] },
            key: fixKey(text, { codemod: 'sample', path, edits: [edit], imports: [], line }),
          },
        ],
      },
    ],
  };
}

const BY = { codemod: 'sample', version: '1.0.0', reason: 'The sample asks for it.' } as const;

export function create(path: string, content: string | Buffer, mode = 0o644): Change {
  const bytes = Buffer.from(content);
  return { kind: 'create', path, after: contentId(content, mode), content: bytes.toString('base64'), steps: [], ...BY };
}

export function remove(path: string, content: string | Buffer, mode = 0o644): Change {
  return { kind: 'delete', path, before: contentId(content, mode), ...BY };
}

export function rename(path: string, to: string, content: string | Buffer, mode = 0o644): Change {
  return { kind: 'rename', path, to, before: contentId(content, mode), ...BY };
}

/** A change all of which belongs to groups. */
export function grouped(change: Change, ...groups: readonly string[]): Change {
  if (change.kind !== 'modify') return inGroups(change, groups);
  const steps = change.steps.map((step) => ({ ...step, fixes: step.fixes.map((fix) => inGroups(fix, groups)) }));
  return { ...change, steps };
}
