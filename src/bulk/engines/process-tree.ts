import { readdirSync, readFileSync } from 'node:fs';
import { groupBy } from '../../core/group-by.js';
import { guardStopped } from './stop-guard.js';

/** A process as the system tells it. */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** Tells it from a later one of the same number. */
  readonly started: string;
  /** Bytes of resident memory. */
  readonly resident: number;
}

/** All processes that can be seen; none where the system has no `/proc`. */
export function allProcesses(): ReadonlyMap<number, ProcessFacts> {
  const found = new Map<number, ProcessFacts>();
  for (const name of listed()) {
    const facts = factsOf(Number(name));
    if (facts !== null) found.set(facts.pid, facts);
  }
  return found;
}

function listed(): readonly string[] {
  try {
    return process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  } catch {
    return [];
  }
}

/** proc(5), /proc/pid/stat: the program's name is in parentheses and may hold anything. Fields 4, 22 and 24: parent, start, pages. */
function factsOf(pid: number): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, started, pages] = [fields[1], fields[19], fields[21]];
    if (parent === undefined || started === undefined || pages === undefined) return null;
    return { pid, parent: Number(parent), started, resident: Number(pages) * pageSize() };
  } catch {
    return null;
  }
}

let knownPageSize = 0;

/** Bytes: 4,096 on most machines, up to 64 Ki on some of ARM. Our own memory is told in both units. */
function pageSize(): number {
  if (knownPageSize > 0) return knownPageSize;
  const pages = Number(readFileSync('/proc/self/statm', 'latin1').split(' ')[1]);
  knownPageSize = 2 ** Math.round(Math.log2(process.memoryUsage.rss() / pages));
  return knownPageSize;
}

/** The process and all that it has started, directly or not. */
export function treeOf(root: number, all: ReadonlyMap<number, ProcessFacts>): readonly ProcessFacts[] {
  const children = groupBy([...all.values()], ({ parent }) => parent);
  const found: ProcessFacts[] = [];
  const take = (facts: ProcessFacts | undefined): void => {
    if (facts === undefined || found.includes(facts)) return;
    found.push(facts);
    for (const child of children.get(facts.pid) ?? []) take(child);
  };
  take(all.get(root));
  return found;
}

/**
 * Ends a process that leads a group, the group, and all that it has started, also what has left the group.
 *
 * @param seen what was seen of it before: whatever has lost its parent is no longer found in the tree.
 */
export function endTree(root: number, seen: readonly ProcessFacts[] = []): void {
  // It must start nothing while we look: where there is nothing to look at, it need not be stopped; ourselves we cannot stop.
  if (root === process.pid || process.platform !== 'linux') endAll(root, seen);
  else whileStopped(root, () => endAll(root, seen));
}

function whileStopped(root: number, work: () => void): void {
  const dismiss = guardStopped(root);
  signal(-root, 'SIGSTOP');
  work();
  dismiss();
}

function endAll(root: number, seen: readonly ProcessFacts[]): void {
  const all = allProcesses();
  endSeen([...treeOf(root, all).filter(({ pid }) => pid !== root), ...seen], all);
  signal(-root, 'SIGKILL');
  signal(root, 'SIGKILL');
}

/** Ends what a process has left behind that led a group and has ended itself. */
export function endLeftovers(root: number, seen: readonly ProcessFacts[]): void {
  endSeen(seen, allProcesses());
  signal(-root, 'SIGKILL');
}

function endSeen(seen: readonly ProcessFacts[], all: ReadonlyMap<number, ProcessFacts>): void {
  const living = seen.filter(({ pid, started }) => all.get(pid)?.started === started);
  for (const { pid } of living.flatMap((one) => treeOf(one.pid, all))) if (pid !== process.pid) signal(pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already, or there are no groups here.
  }
}
