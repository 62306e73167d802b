import { existsSync, readFileSync, statSync } from 'node:fs';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { type Plan, serializePlan } from '../core/plan.js';
import { attempt } from '../files/io-error.js';
import type { Terminal } from './terminal.js';
import { outputPath, writeOutput } from './write-output.js';

/**
 * Writes a plan to a file, or to standard output where none is named. A file that stands there is replaced only when it is a
 * plan itself.
 *
 * @throws CodemodError `usage`, `io-error`.
 */
export async function savePlan(plan: Plan, file: string | null, terminal: Terminal): Promise<void> {
  const text = serializePlan(plan);
  if (file === null) {
    terminal.out(text);
    return;
  }
  const target = outputPath(file);
  refuseOthers(target, file);
  await writeOutput(target, chunks(text));
}

function refuseOthers(target: string, typed: string): void {
  if (!existsSync(target) || !statSync(target).isFile()) return;
  const standing = attempt('read', visibleLine(typed), () => readFileSync(target, 'utf8')).trimStart();
  if (standing === '' || /"codemodPlan"\s*:/.test(standing)) return;
  throw new CodemodError('usage', `${visibleLine(typed)} is not a plan, and is not written over. Name another file.`);
}

async function* chunks(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
