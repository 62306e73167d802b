import { firstPart } from './import-items.js';
import { STDLIB_MODULES } from './stdlib-modules.js';

/** The sections that isort and PEP 8 put imports into. Third and first party look alike from outside. */
export type Section = 'future' | 'stdlib' | 'other' | 'relative';

const SECTIONS: readonly Section[] = ['future', 'stdlib', 'other', 'relative'];

export function sectionOf(module: string): Section {
  if (module === '__future__') return 'future';
  if (module.startsWith('.')) return 'relative';
  return STDLIB_MODULES.has(firstPart(module)) ? 'stdlib' : 'other';
}

export function compareSections(a: Section, b: Section): number {
  return SECTIONS.indexOf(a) - SECTIONS.indexOf(b);
}

/**
 * Compares module names as isort does by default: case does not count, numbers compare as numbers, and `..` comes
 * before `.` (https://pycqa.github.io/isort/docs/configuration/options.html, `case_sensitive`, `reverse_relative`).
 */
export function compareModules(a: string, b: string): number {
  return compareNatural(relativeKey(a).toLowerCase(), relativeKey(b).toLowerCase());
}

/**
 * Compares the names of a `from` import as isort does with `order_by_type`: CONSTANTS, then Classes, then the rest.
 */
export function compareNames(a: string, b: string): number {
  return typeRank(a) - typeRank(b) || compareNatural(a.toLowerCase(), b.toLowerCase());
}

export function isSorted<T>(items: readonly T[], compare: (a: T, b: T) => number): boolean {
  return items.every((item, index) => {
    const previous = items[index - 1];
    return index === 0 || previous === undefined || compare(previous, item) <= 0;
  });
}

function typeRank(name: string): number {
  if (name.length > 1 && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}

function relativeKey(module: string): string {
  return module.replace(/^(\.+)/, '$1_');
}

function compareNatural(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    if (index % 2 === 1 && Number(part) !== Number(other)) return Number(part) - Number(other);
    return part < other ? -1 : 1;
  }
  return left.length - right.length;
}
