import { visible } from '../../core/display.js';
import type { ChangeText } from '../../reports/change-text.js';
import type { Colors, Terminal } from '../terminal.js';

/**
 * Prints unified diffs. In colour they are for a person, and what a terminal would obey is shown instead; without, they are
 * the patch itself, for `git apply`, each in the encoding of its file, and only where they would reach a terminal they are
 * text with escape sequences made harmless.
 */
export function printDiffs(diffs: Iterable<ChangeText>, terminal: Terminal): void {
  const { outColors, outIsTerminal } = terminal;
  const isPatch = !outColors.isColorSupported && !outIsTerminal;
  for (const { diff, patch } of diffs) terminal.out(isPatch ? (patch ?? diff) : drawDiff(diff, outColors));
}

/** A diff for a person, with what a terminal would obey shown instead. */
export function drawDiff(diff: string, colors: Colors): string {
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
