import { CodemodError } from '../core/errors.js';
import type { ReviewSession } from '../core/review/session.js';
import { type ReviewEnd, reviewInTerminal } from '../review/terminal/review-in-terminal.js';
import { textWidth } from '../review/terminal/width.js';
import { openKeyboard } from './keyboard.js';
import { runEditor } from './run-editor.js';
import { openTerminal } from './terminal.js';

/**
 * Reviews a plan in the terminal that the command was typed in.
 *
 * @throws CodemodError `no-terminal`; `interrupted` when the process is asked to end. The terminal is left as it was found.
 */
export async function reviewOnTerminal(session: ReviewSession): Promise<ReviewEnd> {
  requireTerminal();
  const { out, outColors } = openTerminal('auto');
  const isDumb = process.env['TERM'] === 'dumb';
  const keyboard = openKeyboard(process.stdin, { write: out, isDumb });
  try {
    return await reviewInTerminal(session, {
      get columns() {
        return Math.max(20, process.stdout.columns || 80);
      },
      get rows() {
        return Math.max(10, process.stdout.rows || 24);
      },
      colors: outColors.isColorSupported,
      write: out,
      rewriteLine: isDumb ? overwriting(out) : (text) => out(`\r\u001b[K${text}`),
      readKey: keyboard.readKey,
      dropTypeAhead: keyboard.dropTypeAhead,
      edit: (text) => keyboard.lend((signal) => runEditor(text, signal)),
    });
  } finally {
    keyboard.close();
  }
}

/** What can be done instead, where a plan was or can be saved. */
const WITH_A_PLAN =
  'A saved plan can be reviewed in a browser instead, or carried out without a review:\n' +
  '  codemod plan <name> --out plan.json\n  codemod review plan.json\n  codemod apply plan.json';

/**
 * To be asked before a plan is made for nothing.
 *
 * @param instead what can be done without a terminal, in a sentence, with commands below it.
 */
export function requireTerminal(instead = WITH_A_PLAN): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return;
  const missing = process.stdin.isTTY ? 'standard output' : 'standard input';
  throw new CodemodError('no-terminal', `A review hunk by hunk needs a terminal, and ${missing} is none. ${instead}`);
}

/** For what cannot clear a line: the end of a longer text before is written over. */
function overwriting(out: (text: string) => void): (text: string) => void {
  let former = 0;
  return (text) => {
    const width = textWidth(text);
    const rest = Math.max(0, former - width);
    former = width;
    out(`\r${text}${' '.repeat(rest)}${'\b'.repeat(rest)}`);
  };
}
