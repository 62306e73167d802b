import { calleeOf } from './callees.js';
import type { Holder, Surroundings } from './find-holders.js';
import { type FunctionFacts, inside, isContextManager, isProperty, receiverOf } from './functions.js';
import { leavesOf, returnedLeaves } from './leaves.js';
import type { Place } from './places.js';
import type { Reading } from './reading.js';
import { sampleArguments } from './sample-arguments.js';

/** What the test of a repair has to know. It survives JSON. */
export interface RepairNote {
  /** `Store.session`, `fetch_events`. */
  readonly title: string;
  /** Why no test can be written, or null. */
  readonly why: string | null;
  /** How the repaired code is used: called, entered as a context manager, or driven as a generator. */
  readonly use: 'call' | 'block' | 'generator';
  readonly isAsync: boolean;
  /** An expression for the object whose method it is, or null: `module.Store("test.db")`. */
  readonly subject: string | null;
  /** An expression that calls it, or makes the context manager. */
  readonly call: string;
  /** An expression for the connections in the slot, where a failed one may not be any more; null where it may stay. */
  readonly held: string | null;
}

export function noteFor(holder: Holder, keeps: boolean, surroundings: Surroundings): RepairNote {
  const { facts, slot, taken } = holder;
  const { reading } = surroundings;
  const className = facts.owner?.child('name')?.text ?? null;
  const isExit = /^__a?exit__$/.test(facts.name);
  const isBound = receiverOf(facts) !== null && !facts.decorators.includes('classmethod');
  const maker = className === null ? null : `module.${className}(${constructorArguments(facts, reading)})`;
  const owner = className === null ? 'module' : isBound && !isExit ? 'subject' : `module.${className}`;
  const target = isExit ? (maker ?? '') : `${owner}.${facts.name}${isProperty(facts) ? '' : `(${sampleArguments(facts)})`}`;
  const inBlock = isExit || isContextManager(facts);
  return {
    title: isExit ? (className ?? '') : className === null ? facts.name : `${className}.${facts.name}`,
    why: whyNot(holder, surroundings),
    use: inBlock ? 'block' : facts.yields.length > 0 ? 'generator' : 'call',
    isAsync: facts.isAsync,
    subject: isBound && !isExit ? maker : null,
    call: target,
    held: taken || keeps ? null : heldBy(slot.place, slot.form, isBound ? 'subject' : `module.${className}`),
  };
}

/** What the class's own `__init__`, if this module has one, wants. */
function constructorArguments({ owner }: FunctionFacts, { functions }: Reading): string {
  const init = functions.find((facts) => facts.owner === owner && facts.name === '__init__');
  return init === undefined ? '' : sampleArguments(init);
}

function heldBy(place: Place, form: 'element' | 'attribute', object: string): string {
  const className = place.owner?.child('name')?.text ?? '';
  // A private name is mangled: https://docs.python.org/3/reference/expressions.html#private-name-mangling
  const steps = place.steps.map((step) => (/^__.*[^_]_?$/.test(step) ? `_${className.replace(/^_+/, '')}${step}` : step));
  const root = place.owner === null ? 'module' : object;
  if (form === 'element') return `list(${[root, ...steps].join('.')}.values())`;
  return `[getattr(${[root, ...steps.slice(0, -1)].join('.')}, "${steps.at(-1)}", None)]`;
}

function whyNot(holder: Holder, surroundings: Surroundings): string | null {
  const { facts, slot, taken } = holder;
  const outer = (facts.owner ?? facts.node).closest('function_definition', 'class_definition');
  if (outer !== null) return 'it is defined inside of a function or a class';
  if (slot.driver.module !== 'sqlite3' && slot.driver.module !== 'aiosqlite') return `${slot.driver.module} has no stand-in`;
  return taken && !isFilled(holder, surroundings) ? 'nobody but the program knows how its pool is filled' : null;
}

/** True when the pool fills itself: when it is imported, when its object is made, or when it is asked. */
function isFilled({ slot, acquisitions, getter }: Holder, { reading, makers, doers }: Surroundings): boolean {
  const isNew = (leaf: Parameters<typeof makers.driverOfNew>[0]): boolean => makers.driverOfNew(leaf) !== null;
  if (acquisitions.some(({ leaves }) => leaves.some(isNew))) return true;
  const accessors = [...doers.accessors.values()].filter((accessor) => accessor.slot === slot);
  if (accessors.some(({ facts }) => returnedLeaves(inside(facts.body), reading).some(isNew))) return true;
  return slot.stores.some((store) => {
    if (!leavesOf(store.value, reading).some(isNew)) return false;
    return store.inside === null || runsAtStart(store.inside, getter, reading);
  });
}

/** `__init__`, or what it calls, or what the module calls when it is imported. */
function runsAtStart(filler: FunctionFacts, getter: FunctionFacts, reading: Reading): boolean {
  if (filler.isAsync) return false;
  if (filler.name === '__init__') return true;
  for (const call of reading.file.root.ofType('call')) {
    if (calleeOf(call, reading) !== filler) continue;
    const caller = reading.functionAround(call);
    if (caller === null || (caller.name === '__init__' && caller.owner === getter.owner)) return true;
  }
  return false;
}
