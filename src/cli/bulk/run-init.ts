import { existsSync } from 'node:fs';
import { manifestTemplate } from '../../bulk/manifest/manifest-template.js';
import { visibleLine } from '../../core/display.js';
import { CodemodError } from '../../core/errors.js';
import { quoted } from '../../core/quoted.js';
import { ExitCode } from '../exit-code.js';
import { answer } from '../report/answer.js';
import { drawCommand } from '../report/prose.js';
import { openTerminal } from '../terminal.js';
import { outputPath, writeOutput } from '../write-output.js';
import { bulkCommand } from './command-line.js';
import type { CommonOptions } from './options.js';

/** `codemod bulk init`: a manifest to fill in. @throws CodemodError `output-exists`, `io-error`. */
export async function runBulkInit(typed: string, { json, quiet, color }: CommonOptions): Promise<number> {
  const file = outputPath(typed);
  if (existsSync(file)) {
    throw new CodemodError('usage', `${visibleLine(typed)} is there already, and is left as it is. Name another file.`, {
      path: file,
    });
  }
  const terminal = openTerminal(color, quiet);
  await writeOutput(file, chunksOf(manifestTemplate()));
  if (json === true) terminal.out(answer('bulk init', { written: file }));
  if (quiet === true) return ExitCode.done;
  terminal.err(`${visibleLine(typed)} is written. Fill in which repositories are meant.\n`);
  terminal.err(
    drawCommand('Then:', visibleLine(bulkCommand(null)('plan', '<name>', '--repos', quoted(typed))), terminal.columns),
  );
  return ExitCode.done;
}

async function* chunksOf(text: string): AsyncIterable<Buffer> {
  yield Buffer.from(text);
}
