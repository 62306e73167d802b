import { readFileSync } from 'node:fs';

/** Also where it is stopped; a process that has ended and that nobody has asked for is not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
