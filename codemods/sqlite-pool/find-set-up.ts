import type { SyntaxNode } from 'codex-codemod';
import { calleeOf, parameterFor } from './callees.js';
import type { Holder, Surroundings } from './find-holders.js';
import type { FunctionFacts } from './functions.js';
import { leavesOf } from './leaves.js';

const METHODS =
  /^(create_(function|aggregate|collation|window_function|scalar_function|aggregate_function|module)|set_(trace_callback|authorizer|progress_handler|busy_timeout|busy_handler)|enable_load_extension|load_extension|setlimit|setconfig)$/;
const ATTRIBUTES = /^(row_factory|text_factory|isolation_level|autocommit)$/;
/** What lasts as long as the connection, not as the database: https://www.sqlite.org/pragma.html */
const SQL =
  /^\W*(ATTACH|CREATE\s+TEMP|PRAGMA\s+(?!user_version|application_id|journal_mode|page_size|auto_vacuum|encoding)\w+\s*=)/i;

/**
 * Where a connection of the slot is set up, but by the function that makes it: a new one that takes its place would
 * lack that. Null when there is no such place.
 */
export function findSetUp(holder: Holder, holders: readonly Holder[], surroundings: Surroundings): SyntaxNode | null {
  const { reading, makers, doers, slots } = surroundings;
  const creators = new Set([
    ...makers.functions,
    ...doers.accessors.keys(),
    ...slots.stores.flatMap(({ inside, value }) => (value.type === 'none' ? [] : (inside ?? []))),
  ]);
  for (const node of reading.file.root.ofType('attribute')) {
    if (!setsUp(node)) continue;
    const facts = reading.functionAround(node);
    const object = node.child('object');
    if (object === null || (facts !== null && creators.has(facts))) continue;
    if (isPooled(object, facts, holder, holders, creators, surroundings)) return node;
  }
  return null;
}

function setsUp(attribute: SyntaxNode): boolean {
  const name = attribute.child('attribute')?.text ?? '';
  const { parent } = attribute;
  if (parent?.type === 'assignment') return parent.child('left') === attribute && ATTRIBUTES.test(name);
  if (parent?.type !== 'call' || parent.child('function') !== attribute) return false;
  if (METHODS.test(name)) return true;
  const sql = parent.child('arguments')?.namedChildren[0];
  return (
    name.startsWith('execute') && sql !== undefined && /string$/.test(sql.type) && SQL.test(sql.text.replace(/^[a-z]*["']+/i, ''))
  );
}

function isPooled(
  object: SyntaxNode,
  facts: FunctionFacts | null,
  holder: Holder,
  holders: readonly Holder[],
  creators: ReadonlySet<FunctionFacts>,
  surroundings: Surroundings,
): boolean {
  const { reading } = surroundings;
  return connectionsOf(object, surroundings).some((leaf) => {
    if (isOfSlot(leaf, holder, holders, surroundings)) return true;
    if (leaf.type !== 'identifier') return false;
    if (facts === null) return isModuleName(leaf, holder, holders, surroundings);
    if (!facts.parameters.includes(leaf.text)) return false;
    return [...reading.file.root.ofType('call')].some((call) => {
      const caller = reading.functionAround(call);
      if (calleeOf(call, reading) !== facts || (caller !== null && creators.has(caller))) return false;
      const given = call.child('arguments')?.namedChildren ?? [];
      return given.some((one) => {
        const value = one.type === 'keyword_argument' ? (one.child('value') ?? one) : one;
        const isIt = parameterFor(one, call, facts) === leaf.text || parameterFor(value, call, facts) === leaf.text;
        return isIt && connectionsOf(value, surroundings).some((inner) => isOfSlot(inner, holder, holders, surroundings));
      });
    });
  });
}

/** What an expression can be; of a cursor, the connection that it is of. */
function connectionsOf(object: SyntaxNode, { reading }: Surroundings): readonly SyntaxNode[] {
  return leavesOf(object, reading).flatMap((leaf) => {
    const callee = leaf.type === 'call' ? leaf.child('function') : null;
    const owner = callee?.type === 'attribute' && callee.child('attribute')?.text === 'cursor' ? callee.child('object') : null;
    return owner === null ? [leaf] : leavesOf(owner, reading);
  });
}

function isOfSlot(leaf: SyntaxNode, { slot }: Holder, holders: readonly Holder[], { reading, doers }: Surroundings): boolean {
  if (doers.slotOf(leaf) === slot) return true;
  const callee = calleeOf(leaf, reading);
  return callee !== null && holders.some((other) => other.slot === slot && other.facts === callee && callee.yields.length > 0);
}

function isModuleName(name: SyntaxNode, holder: Holder, holders: readonly Holder[], surroundings: Surroundings): boolean {
  const resolution = surroundings.reading.scope.resolve(name);
  const sites = resolution.kind === 'bound' ? resolution.binding.sites : [];
  return sites.some(({ identifier }) => {
    const value = identifier.parent?.type === 'assignment' ? identifier.parent.child('right') : null;
    return value !== null && isOfSlot(value, holder, holders, surroundings);
  });
}
