import { applySteps, type Change } from './change.js';
import { renameDiff, unifiedDiff } from './diff.js';
import { decodeSource, isSkip } from './source-file.js';

const BOM = '\ufeff';

/** The unified diff of a whole change, as `git apply` takes it. `before` are the bytes that it was planned on. */
export function changeDiff(change: Change, before: Uint8Array | null): string {
  switch (change.kind) {
    case 'rename':
      return renameDiff(change.path, change.to);
    case 'create':
      return unifiedDiff(
        change.path,
        null,
        applySteps(Buffer.from(change.content, 'base64').toString('utf8'), change.steps),
        change.after.mode,
      );
    case 'delete':
      return unifiedDiff(change.path, Buffer.from(before ?? []).toString('utf8'), null, change.before.mode);
    case 'modify': {
      const source = decodeSource(change.path, before ?? new Uint8Array(), change.encoding);
      if (isSkip(source)) return '';
      const mark = source.hasBom ? BOM : '';
      return unifiedDiff(change.path, mark + source.text, mark + applySteps(source.text, change.steps));
    }
  }
}
