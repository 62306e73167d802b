import pico from 'picocolors';

export type ColorChoice = 'auto' | 'always' | 'never';
export type Colors = ReturnType<typeof pico.createColors>;

/** The only writer to standard output and standard error. What comes from files must have been made visible before. */
export interface Terminal {
  /** Results: diffs, lists, JSON, bytes. */
  out(text: string | Uint8Array): void;
  /** What is said about them: summaries, warnings, errors. */
  err(text: string): void;
  /** Colours for each stream, which may be a terminal or a file. */
  readonly outColors: Colors;
  readonly errColors: Colors;
  readonly outIsTerminal: boolean;
  /** A line that is written over; nothing where standard error is no terminal. */
  progress(text: string): void;
  /** Columns of the terminal on standard error; infinite where there is none: lines for programs are not broken. */
  readonly columns: number;
}

const CLEAR_LINE = '\r\u001b[K';

export function openTerminal(color: ColorChoice, quiet = false): Terminal {
  const { stdout, stderr } = process;
  // A reader that has seen enough (`| head`) is no failure.
  stdout.on('error', endQuietly);
  stderr.on('error', endQuietly);
  let shown = false;
  const clear = (): void => {
    if (shown) stderr.write(CLEAR_LINE);
    shown = false;
  };
  return {
    out(text) {
      clear();
      stdout.write(text);
    },
    err(text) {
      clear();
      stderr.write(text);
    },
    outColors: pico.createColors(wantsColor(color, stdout)),
    errColors: pico.createColors(wantsColor(color, stderr)),
    outIsTerminal: stdout.isTTY === true,
    progress(text) {
      if (quiet || !stderr.isTTY || process.env['TERM'] === 'dumb') return;
      stderr.write(`${CLEAR_LINE}${text}`);
      shown = true;
    },
    columns: stderr.isTTY ? (stderr.columns ?? 80) : Number.POSITIVE_INFINITY,
  };
}

/** https://no-color.org: any value but an empty one turns colour off. */
function wantsColor(choice: ColorChoice, stream: NodeJS.WriteStream): boolean {
  if (choice !== 'auto') return choice === 'always';
  if ((process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb') return false;
  return stream.isTTY || (process.env['FORCE_COLOR'] ?? '0') !== '0';
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
}
