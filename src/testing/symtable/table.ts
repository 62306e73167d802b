/** What symtable says of one name of one table, as bits. */
export const BITS = {
  /** Of this table: CPython's LOCAL and CELL. */
  local: 1,
  /** Of the module, undeclared. */
  global: 2,
  /** Of the module, declared `global`. */
  declaredGlobal: 4,
  free: 8,
  parameter: 16,
  imported: 32,
  assigned: 64,
  referenced: 128,
  annotated: 256,
  namespace: 512,
  nonlocal: 1024,
} as const;

/** One symbol table: a module, class, function, lambda, comprehension ... */
export interface Table {
  /** `module`, `class`, `function`, `comprehension` (to symtable, a function too), or `type` for those of PEP 695. */
  readonly type: string;
  /** As symtable has it: `top`, the name of a definition, `lambda`, `listcomp` ... */
  readonly name: string;
  /** Counts from 1. */
  readonly line: number;
  readonly names: ReadonlyMap<string, number>;
  readonly children: readonly Table[];
}

/** The bits in words. */
export function bitNames(bits: number): string {
  const names = Object.entries(BITS).flatMap(([name, bit]) => ((bits & bit) === 0 ? [] : [name]));
  return names.length === 0 ? 'nothing' : names.join(' ');
}
