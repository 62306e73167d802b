import type { PythonFile } from '../python-file.js';
import { headerOf } from './header.js';
import { type ImportItem, itemsOf } from './import-items.js';
import { compareModules, compareSections, isSorted, type Section, sectionOf } from './isort-order.js';
import { type ModuleLine, moduleLines } from './module-lines.js';

/** One line of a run of imports. */
export interface RunLine {
  /** Its place among the lines of the module. */
  readonly index: number;
  readonly line: ModuleLine;
  readonly items: readonly ImportItem[];
  /** The module that it is sorted by: the first that it names. */
  readonly module: string;
  readonly isFrom: boolean;
  /** True when isort would write it so: one statement, and one module where it is a plain import. */
  readonly isSingle: boolean;
}

/** Consecutive lines of a run without a blank line between them. */
export type RunGroup = readonly RunLine[];

/** The first run of imports at module level below the header: nothing but comments and blank lines between them. */
export function firstRun(file: PythonFile): readonly RunGroup[] {
  const { lines } = moduleLines(file);
  const groups: RunLine[][] = [];
  for (let index = headerOf(file).lines; index < lines.length; index++) {
    const runLine = asRunLine(lines[index], index);
    if (runLine === null && groups.length > 0) break;
    if (runLine === null) continue;
    const isApart = runLine.line.above.some((gap) => gap.kind === 'blank');
    if (groups.length === 0 || isApart) groups.push([runLine]);
    else groups.at(-1)?.push(runLine);
  }
  return groups;
}

function asRunLine(line: ModuleLine | undefined, index: number): RunLine | null {
  if (line === undefined) return null;
  const isImport = line.statements.every(({ type }) => type === 'import_statement' || type === 'import_from_statement');
  const items = line.statements.flatMap(itemsOf);
  const first = items[0];
  if (!isImport || first === undefined) return null;
  const isFrom = first.name !== null;
  const isSingle = line.statements.length === 1 && (isFrom || items.length === 1);
  return { index, line, items, module: first.module, isFrom, isSingle };
}

/** How the lines of a group follow each other: all plain imports first, or by module alone, or neither. */
export type Order = 'plain-first' | 'by-module' | 'unsorted';

type Sortable = Pick<RunLine, 'isFrom' | 'module'>;

export function compareIn(order: Order, a: Sortable, b: Sortable): number {
  const byKind = Number(a.isFrom) - Number(b.isFrom);
  const byModule = compareModules(a.module, b.module);
  return order === 'by-module' ? byModule || byKind : byKind || byModule;
}

export function orderOf(lines: readonly RunLine[]): Order {
  if (!lines.every((line) => line.isSingle)) return 'unsorted';
  const orders: readonly Order[] = ['plain-first', 'by-module'];
  return orders.find((order) => isSorted(lines, (a, b) => compareIn(order, a, b))) ?? 'unsorted';
}

/** The section that all lines of a group belong to, or null. */
export function sectionOfGroup(group: RunGroup): Section | null {
  const [first, ...rest] = group.map((line) => sectionOf(line.module));
  return first !== undefined && rest.every((section) => section === first) ? first : null;
}

/** True when isort would leave the run as it is: sorted groups, each of one section, sections in their order. */
export function hasSections(groups: readonly RunGroup[]): boolean {
  const sections = groups.map(sectionOfGroup).filter((section) => section !== null);
  return (
    sections.length === groups.length &&
    isSorted(sections, compareSections) &&
    groups.every((group) => orderOf(group) !== 'unsorted')
  );
}
