import type { Change } from '../core/change.js';
import type { ChangeText } from './change-text.js';

/**
 * A change as JSON reports have it: what is done to which file, why, and its diff. JSON is UTF-8, and `diff` a text to be read:
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
