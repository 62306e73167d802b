import { visible } from '../../core/display.js';
import type { Colors } from '../terminal.js';
import type { ChangeText } from './change-text.js';

/**
 * A unified diff for a stream. In colour it is for a person, and what a terminal would obey is shown instead; without, it
 * is the patch itself, for `git apply`, in the encoding of its file, and only where it would reach a terminal it is text
 * with escape sequences made harmless.
 */
export function drawDiff({ diff, patch }: ChangeText, colors: Colors, toTerminal: boolean): string | Uint8Array {
  if (!colors.isColorSupported && !toTerminal) return patch ?? diff;
  return diff
    .split('\n')
    .map((line) => drawLine(visible(line.replace(/\r$/, '')), colors))
    .join('\n');
}

function drawLine(line: string, { bold, cyan, green, red }: Colors): string {
  if (line.startsWith('--- ') || line.startsWith('+++ ') || line.startsWith('diff ')) return bold(line);
  if (line.startsWith('@@')) return cyan(line);
  if (line.startsWith('+')) return green(line);
  return line.startsWith('-') ? red(line) : line;
}

/** Lines added and removed by a unified diff. */
export function countLines(diff: string): { readonly added: number; readonly removed: number } {
  const body = diff.split('\n').filter((line) => !/^(\+\+\+|---) /.test(line));
  return {
    added: body.filter((line) => line.startsWith('+')).length,
    removed: body.filter((line) => line.startsWith('-')).length,
  };
}
