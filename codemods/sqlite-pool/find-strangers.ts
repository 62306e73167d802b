import type { SyntaxNode } from 'codex-codemod';
import { calleeOf } from './callees.js';
import type { Surroundings } from './find-holders.js';
import type { Slot } from './find-slots.js';
import { inside } from './functions.js';
import { soleName } from './leaves.js';
import { placeOf } from './places.js';
import type { Refusal } from './refusal.js';

/**
 * Functions that seem to use connections of a slot of a class, but through an object whose class cannot be told: `self.pool.q.get()`,
 * where `pool` is a parameter without a type. Those that roll back or close are not reported.
 */
export function findStrangers(surroundings: Surroundings): readonly Refusal[] {
  const { byKey, unread } = surroundings.slots;
  const filled = unread.flatMap(({ place, form }) =>
    place === null ? [] : [{ key: place.key, place, form, reads: [], fault: null }],
  );
  const all = new Map([...filled, ...byKey.values()].map((one) => [one.key, one]));
  return [...all.values()].flatMap((one) => strangersOf(one, surroundings));
}

/** A slot, or a place that is filled like one. */
type Filled = Pick<Slot, 'key' | 'place' | 'form' | 'reads' | 'fault'>;

function strangersOf(slot: Filled, surroundings: Surroundings): readonly Refusal[] {
  const className = slot.place.owner?.child('name')?.text;
  if (className === undefined || slot.fault !== null) return [];
  const { reading, doers } = surroundings;
  const accessors = new Set([...doers.accessors.values()].flatMap((one) => (one.slot.key === slot.key ? [one.facts.name] : [])));
  return [...reading.file.root.ofType('call')].flatMap((call): readonly Refusal[] => {
    const seems = seemsToTake(call, slot, surroundings) || seemsToAsk(call, accessors, className, surroundings);
    if (!seems || doers.slotOf(call) !== null || !worksOnIt(call, surroundings)) return [];
    const why = `this may be one of ${className}, but what object it comes from cannot be told; a type on the parameter would tell`;
    return [{ code: 'POOL001', at: call, why }];
  });
}

const TAKES = /^(get|get_nowait|pop|popleft)$/;

/** `x.q.get()`, where `q` is what the class calls its queue. */
function seemsToTake(call: SyntaxNode, slot: Filled, { reading }: Surroundings): boolean {
  const callee = call.child('function');
  const container = callee?.type === 'attribute' ? callee.child('object') : null;
  if (container?.type !== 'attribute' || !TAKES.test(callee?.child('attribute')?.text ?? '')) return false;
  const isTaken = slot.reads.length === 0 || slot.reads.some(({ takes }) => takes);
  const isNamed = container.child('attribute')?.text === slot.place.steps.at(-1);
  return slot.form === 'element' && isTaken && isNamed && placeOf(container, reading)?.key !== slot.place.key;
}

/** `pool.acquire()`, where that is what the class calls its accessor and nobody knows what `pool` is. */
function seemsToAsk(call: SyntaxNode, accessors: ReadonlySet<string>, className: string, { reading }: Surroundings): boolean {
  const callee = call.child('function');
  const object = callee?.type === 'attribute' ? callee.child('object') : null;
  if (object === null || !accessors.has(callee?.child('attribute')?.text ?? '') || calleeOf(call, reading) !== null) return false;
  const name = (object.type === 'attribute' ? object.child('attribute')?.text : object.text) ?? '';
  return /pool|conn|db|database|store/i.test(name) || name.replaceAll('_', '').toLowerCase() === className.toLowerCase();
}

/** True when statements are run on what a call gives, or it is kept for a `with` block, and nothing rolls it back. */
function worksOnIt(call: SyntaxNode, { reading }: Surroundings): boolean {
  const facts = reading.functionAround(call);
  if (facts === null) return false;
  const name = soleName(call);
  if (name === null) return facts.name === '__enter__' && !endsInExit(call, facts.owner);
  const methods = [...inside(facts.body)].flatMap((node) =>
    node.type === 'attribute' && node.child('object')?.text === name.text ? [node.child('attribute')?.text ?? ''] : [],
  );
  return methods.some((method) => /^(execute|commit|cursor)/.test(method)) && !methods.some((method) => ENDS.test(method));
}

const ENDS = /^(rollback|close)$/;

function endsInExit(call: SyntaxNode, owner: SyntaxNode | null): boolean {
  const exit =
    owner === null ? undefined : [...owner.ofType('function_definition')].find((node) => node.child('name')?.text === '__exit__');
  const isKept = call.parent?.type === 'assignment' && call.parent.child('left')?.type === 'attribute';
  const methods = exit === undefined ? [] : [...exit.ofType('attribute')].map((node) => node.child('attribute')?.text ?? '');
  return !isKept || methods.some((method) => ENDS.test(method));
}
