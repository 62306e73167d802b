import { readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';

/** What tells one process from every other, also from a later one of the same number. Null where the system does not tell. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  readonly bootId: string | null;
  /** Process numbers mean something within one of these only: containers have their own. */
  readonly pidNamespace: string | null;
  /** Clock ticks from boot to the start of the process. */
  readonly startTicks: string | null;
}

export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    host: os.hostname(),
    bootId: textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    pidNamespace: textOf(() => readlinkSync('/proc/self/ns/pid')),
    startTicks: processStat(process.pid)?.startTicks ?? null,
  };
}

/**
 * True only when the process is known to be gone: it ran before the last boot, or its number is free, a zombie's or
 * another process's by now. What runs on another host, or in another container, cannot be seen and counts as alive.
 */
export function isDead(owner: ProcessIdentity, self: ProcessIdentity): boolean {
  if (owner.host !== self.host) return false;
  if (owner.bootId !== self.bootId) return owner.bootId !== null && self.bootId !== null;
  if (owner.pidNamespace !== self.pidNamespace) return false;
  const stat = processStat(owner.pid);
  if (stat === null) return !isRunning(owner.pid);
  return stat.isZombie || (owner.startTicks !== null && stat.startTicks !== owner.startTicks);
}

/** Signal 0 asks without doing anything; EPERM is the answer of a process of another user. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH');
  }
}

/** proc(5), /proc/pid/stat: the name of the program is in parentheses and may hold anything; field 3 is the state, 22 the start time. */
function processStat(pid: number): { readonly isZombie: boolean; readonly startTicks: string } | null {
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields?.[0], fields?.[19]];
  return state === undefined || startTicks === undefined ? null : { isZombie: 'ZXx'.includes(state), startTicks };
}

function textOf(read: () => string): string | null {
  try {
    return read().trim();
  } catch {
    return null;
  }
}
