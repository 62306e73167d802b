import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { LockHolder } from './lock.js';

/** Who is at work in the repository, for a run that would write there. */
export function lockHeldError(holder: LockHolder | null): CodemodError {
  const who =
    holder === null ? 'another process' : `process ${holder.pid} on ${visibleLine(holder.host)}, started ${holder.started}`;
  return new CodemodError('lock-held', `Another run is at work in this repository: ${who}. Wait until it has ended.`);
}
