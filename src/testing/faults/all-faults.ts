import { fileURLToPath } from 'node:url';
import { chooserFrom } from '../random.js';
import { applyOf, type Scenario, undoOf } from '../scenario.js';
import { hasStrace } from '../strace.js';
import { faultsAtCalls, faultsInRecovery } from './at-calls.js';
import type { Fault } from './fault.js';
import { canMount } from './full-disk.js';
import { fullDisks, rooms } from './full-disks.js';
import { type Killable, randomKills } from './random-kills.js';
import { TWENTY } from './twenty-files.js';

const CLI = fileURLToPath(new URL('../../cli/bin.js', import.meta.url));
const CODEMOD = fileURLToPath(new URL('./twenty-codemod.js', import.meta.url));

export const FAULT_KINDS = ['calls', 'recovery', 'random', 'disk'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** How many of each; the calls are all taken. */
export interface FaultCounts {
  readonly randomKills: number;
  readonly disks: number;
  readonly recovery: { readonly moments: number; readonly calls: number };
}

export const WHOLE: FaultCounts = { randomKills: 1000, disks: 32, recovery: { moments: 12, calls: 10 } };

/** Room on the disk in KiB. */
const [LEAST, MOST] = [64, 4096];

const APPLY = applyOf(TWENTY, 'twenty');
const UNDO = undoOf(TWENTY, 'twenty');
export const SCENARIOS: readonly Scenario[] = [APPLY, UNDO];

/** Three quarters by the driver, which is soon at work, and a quarter by the command that people use. */
const KILLABLES: readonly (Killable & { readonly share: number })[] = [
  { name: 'apply', scenario: APPLY, program: APPLY.program, next: null, share: 0.375 },
  { name: 'undo', scenario: UNDO, program: UNDO.program, next: null, share: 0.375 },
  {
    name: 'codemod apply',
    scenario: applyOf(TWENTY, 'twenty', null),
    program: (root) => [CLI, 'apply', CODEMOD, '-q', root],
    next: ['apply', CODEMOD, '-q'],
    share: 0.125,
  },
  {
    name: 'codemod undo',
    scenario: UNDO,
    program: () => [CLI, 'undo', '-q'],
    next: null,
    share: 0.125,
  },
];

/** What of a kind cannot be done on this machine, and why; null when all of it can. */
export function whySkipped(kind: FaultKind): string | null {
  if (kind === 'disk') return canMount() ? null : 'root rights, to mount a tmpfs';
  return kind === 'random' || hasStrace() ? null : 'strace';
}

/** The faults of a kind, the same for the same seed. */
export async function* faultsOf(kind: FaultKind, seed: number, counts: FaultCounts): AsyncGenerator<Fault> {
  const choose = chooserFrom(seed);
  if (kind === 'random') {
    for (const { share, ...killable } of KILLABLES) yield* randomKills(killable, Math.round(counts.randomKills * share), choose);
    return;
  }
  for (const scenario of SCENARIOS) {
    if (kind === 'calls') yield* faultsAtCalls(scenario);
    if (kind === 'disk') yield* fullDisks(scenario, rooms(counts.disks, LEAST, MOST));
    if (kind === 'recovery') yield* faultsInRecovery(scenario, choose, counts.recovery);
  }
}
