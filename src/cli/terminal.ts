import pico from 'picocolors';
import { standardError, standardOutput } from './standard-streams.js';

export type ColorChoice = 'auto' | 'always' | 'never';
export type Colors = ReturnType<typeof pico.createColors>;

/** The only writer to standard output and standard error. What comes from files must have been made visible before. */
export interface Terminal {
  /** Results: diffs, lists, JSON. */
  out(content: string | Uint8Array): void;
  /** What is said about them: summaries, warnings, errors. */
  err(text: string): void;
  /** Colours for each stream, which may be a terminal or a file. */
  readonly outColors: Colors;
  readonly errColors: Colors;
  readonly outIsTerminal: boolean;
  /** A line that is written over; nothing where standard error is no terminal. */
  progress(text: string): void;
  /** Columns of the terminal on each stream; infinite where there is none: lines for programs are not broken. */
  readonly outColumns: number;
  readonly columns: number;
}

const CLEAR_LINE = '\r\u001b[K';

export function openTerminal(color: ColorChoice, quiet = false): Terminal {
  const { stdout, stderr } = process;
  let shown = false;
  const clear = (): void => {
    if (shown) standardError.write(CLEAR_LINE);
    shown = false;
  };
  return {
    out(content) {
      clear();
      standardOutput.write(content);
    },
    err(text) {
      clear();
      standardError.write(process.env['GITHUB_ACTIONS'] === 'true' ? withoutCommands(text) : text);
    },
    outColors: pico.createColors(wantsColor(color, stdout)),
    errColors: pico.createColors(wantsColor(color, stderr)),
    outIsTerminal: stdout.isTTY === true,
    progress(text) {
      if (quiet || !stderr.isTTY || process.env['TERM'] === 'dumb') return;
      standardError.write(`${CLEAR_LINE}${text}`);
      shown = true;
    },
    outColumns: columnsOf(stdout),
    columns: columnsOf(stderr),
  };
}

/**
 * A line that begins like a command of a GitHub workflow, because a file has such a name, must not be one. The runner takes
 * commands from both streams, white space before them does not matter.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
function withoutCommands(text: string): string {
  return text.replace(/^(\s*)(?=::|##\[)/gm, '$1> ');
}

/** Where a terminal does not say how wide it is: as wide as terminals have been since the VT100. */
const USUAL_COLUMNS = 80;

function columnsOf({ isTTY, columns }: NodeJS.WriteStream): number {
  if (!isTTY) return Number.POSITIVE_INFINITY;
  return columns > 0 ? columns : USUAL_COLUMNS;
}

/** https://no-color.org: any value but an empty one turns colour off. */
function wantsColor(choice: ColorChoice, stream: NodeJS.WriteStream): boolean {
  if (choice !== 'auto') return choice === 'always';
  if ((process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb') return false;
  return stream.isTTY || (process.env['FORCE_COLOR'] ?? '0') !== '0';
}
