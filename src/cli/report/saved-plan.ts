import { visibleLine } from '../../core/display.js';
import { type Plan, planId } from '../../core/plan.js';
import { quoted } from '../../core/quoted.js';
import type { Targets } from '../../trees/targets.js';
import { folderWord, invocation } from '../invocation.js';
import { drawCommand } from './prose.js';

/** Where a plan stands, and what can be done with it. */
export function drawSaved(file: string, plan: Plan, targets: Targets, columns: number): string {
  const name = visibleLine(`${quoted(file)}${folderWord(targets)}`);
  const saved = `The plan is in ${visibleLine(file)}, id ${planId(plan).slice(0, 12)}.\n`;
  if (plan.changes.length === 0) return saved;
  return saved + drawCommand('To decide about it in a browser:', `${invocation()} review ${name}`, columns);
}
