import { stripVTControlCharacters } from 'node:util';
import type { Edited, Key, ReviewIo } from '../review/terminal/io.js';

interface Script {
  readonly keys: readonly Key[];
  readonly columns?: number;
  readonly rows?: number;
  readonly colors?: boolean;
  /** What the editor makes of a text. */
  readonly edit?: (text: string) => Edited;
}

export interface ScriptedTerminal extends ReviewIo {
  /** All that was written. A line that is written over stands as often as it was written, behind a newline. */
  written(): string;
  /** The same in rows, without colours. */
  shownRows(): readonly string[];
  /** Keys that nobody has read. */
  unread(): readonly Key[];
}

/** A terminal at which keys are pressed one after the other, and no more; `...'text'` types a text. */
export function scriptedTerminal({ keys, columns = 80, rows = 24, colors = false, edit }: Script): ScriptedTerminal {
  const left = [...keys];
  let written = '';
  return {
    columns,
    rows,
    colors,
    write(text) {
      written += text;
    },
    rewriteLine(text) {
      written += `\n${text}`;
    },
    readKey: async () => left.shift() ?? null,
    dropTypeAhead() {},
    edit: async (text) => edit?.(text) ?? { fault: 'There is no editor.' },
    written: () => written,
    shownRows: () => stripVTControlCharacters(written).split('\n'),
    unread: () => left,
  };
}
