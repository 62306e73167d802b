import { bitNames, type Table } from './table.js';

/** One point in which two tables differ. */
export interface Mismatch {
  /** The tables from the module down: `top > A > f`. */
  readonly where: string;
  readonly line: number;
  readonly message: string;
}

/** What was compared, and what differs. */
export interface Comparison {
  tables: number;
  names: number;
  /** How often a name that the compiler makes for itself was in CPython's table alone. */
  readonly exempt: Map<string, number>;
  readonly mismatches: Mismatch[];
}

/** Names that the compiler makes for itself: those with a dot no program can write, and none reads the others by chance. */
const OF_THE_COMPILER = /^\.|^__(classdict|static_attributes|firstlineno|type_params)__$/;

/**
 * Compares every name of every table. Tables of one parent are told apart by type, name and line; several of those on one
 * line (`f(lambda: a, lambda: b)`) by what is in them, as symtable lists them in the order of evaluation.
 */
export function compareTables(ours: Table, theirs: Table): Comparison {
  const comparison: Comparison = { tables: 0, names: 0, exempt: new Map(), mismatches: [] };
  const pairs: { ours: Table; theirs: Table; where: string }[] = [{ ours, theirs, where: theirs.name }];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const { where } = pair;
    comparison.tables++;
    compareNames(pair.ours, pair.theirs, where, comparison);
    for (const [mine, other] of pairChildren(pair.ours, pair.theirs)) {
      if (mine !== null && other !== null) pairs.push({ ours: mine, theirs: other, where: `${where} > ${other.name}` });
      else {
        const table = mine ?? other;
        const message = `${table?.type} ${table?.name} is known to ${mine === null ? 'CPython' : 'us'} alone`;
        comparison.mismatches.push({ where, line: table?.line ?? 0, message });
      }
    }
  }
  return comparison;
}

function compareNames(ours: Table, theirs: Table, where: string, comparison: Comparison): void {
  for (const name of new Set([...theirs.names.keys(), ...ours.names.keys()])) {
    const [mine, other] = [ours.names.get(name), theirs.names.get(name)];
    comparison.names++;
    if (mine === other) continue;
    if (mine === undefined && OF_THE_COMPILER.test(name)) {
      comparison.exempt.set(name, (comparison.exempt.get(name) ?? 0) + 1);
      continue;
    }
    const say = (bits: number | undefined): string => (bits === undefined ? 'absent' : bitNames(bits));
    comparison.mismatches.push({ where, line: theirs.line, message: `${name}: CPython ${say(other)}; we ${say(mine)}` });
  }
}

function pairChildren(ours: Table, theirs: Table): readonly (readonly [Table | null, Table | null])[] {
  const mine = grouped(ours.children);
  const others = grouped(theirs.children);
  const pairs: (readonly [Table | null, Table | null])[] = [];
  for (const key of new Set([...mine.keys(), ...others.keys()])) {
    const [a, b] = [alike(mine.get(key) ?? []), alike(others.get(key) ?? [])];
    for (let index = 0; index < Math.max(a.length, b.length); index++) pairs.push([a[index] ?? null, b[index] ?? null]);
  }
  return pairs;
}

function grouped(tables: readonly Table[]): Map<string, Table[]> {
  const groups = new Map<string, Table[]>();
  for (const table of tables) {
    const key = `${table.type} ${table.name} ${table.line}`;
    groups.set(key, [...(groups.get(key) ?? []), table]);
  }
  return groups;
}

/** In an order that depends on nothing but the contents. */
function alike(tables: readonly Table[]): readonly Table[] {
  if (tables.length < 2) return tables;
  const keyed = tables.map((table) => ({ table, key: contents(table) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ table }) => table);
}

/** Recursion is safe here: a table costs CPython, too, a level of its own stack, and it gives up early. */
function contents(table: Table): string {
  const names = [...table.names].filter(([name]) => !name.startsWith('.')).map(([name, bits]) => `${name}=${bits}`);
  return `${table.name}(${names.sort().join()};${table.children.map(contents).sort().join()})`;
}
