import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A text in each form in which it could be written down. */
export function spellings(token: string): readonly string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/=+$/, '');
  // What stands before it shifts the letters: three ways, without those that depend on a neighbour.
  const shifted = ['', 'x', 'xy'].map((before) => base64(before + token).slice(before === '' ? 0 : before.length + 2, -2));
  return [...new Set([token, encodeURIComponent(token), Buffer.from(token).toString('hex'), ...shifted])];
}

/** Where any of them stands, in files below a folder. */
export function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => has(file, texts));
}

function has(file: string, texts: readonly string[]): boolean {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return false;
  }
  return texts.some((text) => bytes.includes(text));
}

export interface ProcessWatch {
  /** Command lines that held it, with the program's first word alone. */
  readonly commandLines: Set<string>;
  readonly samples: () => number;
  stop(): void;
}

/** Looks at the command line of every process, again and again. */
export function watchProcesses(texts: readonly string[], every = 5): ProcessWatch {
  const commandLines = new Set<string>();
  let samples = 0;
  const look = (): void => {
    samples++;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const line = read(`/proc/${pid}/cmdline`);
      if (texts.some((text) => line.includes(text))) commandLines.add(line.split('\0')[0] ?? '');
    }
  };
  const timer = setInterval(look, every);
  return { commandLines, samples: () => samples, stop: () => clearInterval(timer) };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
