import { visibleLine } from '../../core/display.js';
import { type Plan, planId } from '../../core/plan.js';
import { invocation, quoted } from '../invocation.js';
import { drawCommand } from './prose.js';

/** Where a plan stands, and what can be done with it. */
export function drawSaved(file: string, plan: Plan, columns: number): string {
  const name = visibleLine(quoted(file));
  const saved = `The plan is in ${visibleLine(file)}, id ${planId(plan).slice(0, 12)}.\n`;
  if (plan.changes.length === 0) return saved;
  return saved + drawCommand('To decide about it in a browser:', `${invocation()} review ${name}`, columns);
}
