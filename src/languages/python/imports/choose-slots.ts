import type { PythonFile } from '../python-file.js';
import {
  compareIn,
  firstRun,
  hasSections,
  type Order,
  orderOf,
  type RunGroup,
  type RunLine,
  sectionOfGroup,
} from './import-run.js';
import { compareModules, compareNames, compareSections, type Section, sectionOf } from './isort-order.js';
import { type Slot, slotBefore, slotBelow, slotBelowHeader, slotForSectionAbove } from './slot.js';

/** An import statement that is to be written. */
export interface NewImport {
  readonly module: string;
  readonly isFrom: boolean;
  /** The first name of a `from` import. */
  readonly name: string | null;
}

/**
 * The places for a new import, best first. All but the last two are in the first run of imports: where isort would put it
 * when the lines around are sorted, else before the first import of its kind that names a later module, else after the last.
 */
export function slotsFor(file: PythonFile, wanted: NewImport): readonly Slot[] {
  const groups = firstRun(file);
  const first = groups[0]?.[0];
  const slots = first === undefined ? [] : [slotInRun(file, groups, wanted), slotBefore(file, first)];
  return [...slots.filter((slot) => slot !== null), slotBelowHeader(file)];
}

function slotInRun(file: PythonFile, groups: readonly RunGroup[], wanted: NewImport): Slot | null {
  const section = sectionOf(wanted.module);
  const home = homeOf(groups, section);
  if (home !== null) return slotAmong(file, home, wanted);
  if (hasSections(groups)) return slotOfNewSection(file, groups, section);
  return slotAmong(file, groups.flat(), wanted);
}

/** The lines among which the module belongs: the first group that has some of its section, with its neighbours of that section alone; or null. */
function homeOf(groups: readonly RunGroup[], section: Section): readonly RunLine[] | null {
  const start = groups.findIndex((group) => group.some((line) => sectionOf(line.module) === section));
  const end = groups.findIndex((group, index) => index >= start && sectionOfGroup(group) !== section);
  const all = groups.slice(start, end === -1 ? undefined : end).flat();
  if (start === -1) return null;
  return all.length > 0 && orderOf(all) !== 'unsorted' ? all : (groups[start] ?? null);
}

function slotAmong(file: PythonFile, lines: readonly RunLine[], wanted: NewImport): Slot | null {
  const order = orderOf(lines);
  const index = order === 'unsorted' ? placeAmongUnsorted(lines, wanted) : placeAmongSorted(lines, order, wanted);
  const next = lines[index];
  const previous = lines[index - 1];
  const isApart = next === undefined || next.line.above.every((gap) => gap.kind === 'comment') || order !== 'unsorted';
  if (previous !== undefined && isApart) return slotBelow(file, previous.line);
  return next === undefined ? null : slotBefore(file, next);
}

function placeAmongSorted(lines: readonly RunLine[], order: Order, wanted: NewImport): number {
  const byName = (line: RunLine): number => compareNames(line.items[0]?.name ?? '', wanted.name ?? '');
  const index = lines.findIndex((line) => (compareIn(order, line, wanted) || byName(line)) > 0);
  return index === -1 ? lines.length : index;
}

function placeAmongUnsorted(lines: readonly RunLine[], wanted: NewImport): number {
  const isKin = (line: RunLine): boolean => line.isFrom === wanted.isFrom;
  const later = lines.findIndex((line) => isKin(line) && compareModules(line.module, wanted.module) > 0);
  if (later !== -1) return later;
  const last = lines.findLastIndex(isKin);
  if (last !== -1) return last + 1;
  return wanted.isFrom ? lines.length : 0;
}

function slotOfNewSection(file: PythonFile, groups: readonly RunGroup[], section: Section): Slot | null {
  const next = groups.find((group) => compareSections(sectionOfGroup(group) ?? section, section) > 0)?.[0];
  if (next !== undefined) return slotForSectionAbove(file, next);
  const last = groups.at(-1)?.at(-1);
  return last === undefined ? null : slotBelow(file, last.line, { above: 1, below: 0 });
}
