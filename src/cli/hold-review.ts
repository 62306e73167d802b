import type { Applied, ReviewSession } from '../core/review/session.js';
import type { ReviewEnd } from '../review/server/start-review-server.js';
import { drawCommand } from './report/prose.js';
import type { Terminal } from './terminal.js';

/** A review, and what is said around it. */
export interface HeldReview {
  readonly session: ReviewSession;
  readonly terminal: Terminal;
  /** What whoever knows the address of the page can do, beside deciding. */
  readonly effect: 'apply' | 'approve';
  /** Tells what came of the accepted hunks. */
  readonly tell: (applied: Applied) => void | Promise<void>;
  /** The command that goes on with it, with these options behind it. */
  readonly again: (...options: readonly string[]) => string;
  /** What is done where it is left before its end. */
  readonly left?: () => Promise<void>;
  /** Why the page has ended, where that is worth a word; it ends with a space. */
  readonly why?: (end: Exclude<ReviewEnd, { kind: 'applied' }>) => string;
}

const KEPT = 'What you decided is kept. To go on:';

export async function reviewOnTerminalOf({ session, terminal, tell, again, left }: HeldReview): Promise<void> {
  const { reviewOnTerminal } = await import('./review-on-terminal.js');
  const end = await reviewOnTerminal(session);
  if (end.kind === 'apply') return await tell(await session.apply());
  await left?.();
  terminal.err(drawCommand(KEPT, again('--tty'), terminal.columns));
}

export async function reviewInBrowser({ session, terminal, effect, tell, again, left, why }: HeldReview): Promise<void> {
  const { startReviewServer } = await import('../review/server/start-review-server.js');
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const server = await startReviewServer(session, { signal: controller.signal });
    terminal.out(`${server.url}\n`);
    terminal.err(
      `Open this address in a browser on this machine. Whoever knows it can decide and ${effect}.\nCtrl-C ends the review; what you decided is kept.\n`,
    );
    const end = await server.done;
    if (end.kind === 'applied') return await tell(end.applied);
    await left?.();
    terminal.err(drawCommand(`${why?.(end) ?? ''}${KEPT}`, again(), terminal.columns));
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
