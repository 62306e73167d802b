import { ExitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** What Ctrl-C does to a run: at once while nothing is written, and between two states of the repository afterwards. */
export interface Interruption {
  /** Aborted when the run is asked to stop while it writes. */
  readonly signal: AbortSignal;
  /** From now on the run must not just end: it stops before its commit point, or finishes. */
  beginWriting(): void;
  end(): void;
}

export function listenForInterruption(terminal: Terminal): Interruption {
  const controller = new AbortController();
  let writing = false;
  const stop = (): void => {
    if (!writing) {
      terminal.err('\nInterrupted. Nothing was written.\n');
      process.exit(ExitCode.interrupted);
    }
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return {
    signal: controller.signal,
    beginWriting() {
      writing = true;
    },
    end() {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}
