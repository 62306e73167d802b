import { isInterrupted } from '../apply/is-interrupted.js';
import type { Targets } from '../trees/targets.js';
import type { Terminal } from './terminal.js';

/** Says that an interrupted run has left something, for a command that writes nothing: it can do no more. */
export async function warnOfInterrupted({ root }: Targets, terminal: Terminal): Promise<void> {
  if (!(await isInterrupted(root))) return;
  terminal.err(
    'An earlier run was interrupted here, so files may be half old and half new. The next run that writes mends that.\n',
  );
}
