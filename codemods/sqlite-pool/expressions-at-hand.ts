import type { ImportRequest, SyntaxNode } from 'codex-codemod';
import type { Makers } from './find-makers.js';
import type { Slot } from './find-slots.js';
import type { FunctionFacts } from './functions.js';
import { calledName } from './place-kinds.js';
import { soleValue } from './places.js';
import type { Reading } from './reading.js';

/** An expression as one function can write it, and the import that it needs for that. */
export interface AtHand {
  readonly text: string;
  readonly imports: readonly ImportRequest[];
}

/** What the driver's failures are caught by: `sqlite3.Error`, under the name that this file has for it. */
export function errorAtHand(slot: Slot, facts: FunctionFacts, reading: Reading, makers: Makers): AtHand | null {
  const { module, alsoRaises } = slot.driver;
  const error = moduleName(module, 'Error', facts, reading) ?? nearConnect(slot, facts, reading, makers);
  const all = (first: string): string => (alsoRaises.length === 0 ? first : `(${[first, ...alsoRaises].join(', ')})`);
  if (error !== null) return { text: all(error), imports: [] };
  // Only of a module that is always there an import may be added: another driver may be an optional one.
  if (module !== 'sqlite3' || reading.scope.lookup('sqlite3', facts.scope) !== null) return null;
  return { text: all('sqlite3.Error'), imports: [reading.imports.need('sqlite3')] };
}

/** An imported name as the module has it, unless the function means something else by it. */
function moduleName(module: string, name: string | undefined, facts: FunctionFacts, reading: Reading): string | null {
  const local = reading.imports.localName(module, name);
  const root = local?.split('.')[0];
  if (local === null || root === undefined) return null;
  return reading.scope.lookup(root, facts.scope) === (reading.scope.module.bindings.get(root) ?? null) ? local : null;
}

/** `aiosqlite.Error` where `aiosqlite.connect` is called in the same function, or under an import that is not at the top level. */
function nearConnect(slot: Slot, facts: FunctionFacts, reading: Reading, makers: Makers): string | null {
  for (const { value } of slot.stores) {
    for (const call of [...value.ofType('call')].flatMap((one) => makers.connectsBehind(one))) {
      const object = call.child('function')?.child('object');
      const resolution = object?.type === 'identifier' ? reading.scope.resolve(object) : null;
      if (object == null || resolution?.kind !== 'bound') continue;
      if (reading.scope.lookup(object.text, facts.scope) === resolution.binding) return `${object.text}.Error`;
    }
  }
  return null;
}

/** Where a failure of the discard is logged: the module's own logger, else one that is named for the module. */
export function loggerAtHand(facts: FunctionFacts, reading: Reading): AtHand | null {
  for (const [name, binding] of reading.scope.module.bindings) {
    const value = binding.sites.length === 1 ? soleValue(binding.sites[0]?.identifier) : null;
    const isLogger = value !== null && calledName(value, reading) === 'logging.getLogger' && isTopLevel(value);
    if (isLogger && reading.scope.lookup(name, facts.scope) === binding) return { text: name, imports: [] };
  }
  const known = moduleName('logging', undefined, facts, reading);
  if (known !== null) return { text: `${known}.getLogger(__name__)`, imports: [] };
  if (reading.scope.lookup('logging', facts.scope) !== null) return null;
  return { text: 'logging.getLogger(__name__)', imports: [reading.imports.need('logging')] };
}

function isTopLevel(value: SyntaxNode): boolean {
  return value.closest('if_statement', 'try_statement', 'function_definition', 'class_definition') === null;
}
