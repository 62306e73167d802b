import type { SyntaxNode } from 'codex-codemod';
import { within } from './blocks.js';
import type { Holder, Surroundings } from './find-holders.js';
import { locksAround } from './find-lock.js';
import type { Slot } from './find-slots.js';
import { riskyUses } from './find-uses.js';
import { leavesOf } from './leaves.js';
import { calledName, isPrivateToThread } from './place-kinds.js';

/**
 * Who may be at work on a connection of a shared slot while its holder discards it. `others`: nobody can tell who.
 * `waiting`: others may have got it, but wait for the lock that the holder has.
 */
export type Sharing = 'exclusive' | 'waiting' | 'others';

/**
 * Closing a connection while another thread is inside of one of its statements ends the process, and not in an
 * exception: https://docs.python.org/3/library/sqlite3.html#sqlite3.connect, check_same_thread.
 */
export function sharingOf(holder: Holder, holders: readonly Holder[], surroundings: Surroundings): Sharing {
  const { slot } = holder;
  if (holder.taken || slot.driver.awaited || isPrivateToThread(slot.place, surroundings.reading)) return 'exclusive';
  if (!mayCrossThreads(slot, surroundings) || isKeyedByThread(slot, surroundings)) return 'exclusive';
  return isUnderOneLock(slot, holders, surroundings) ? 'waiting' : 'others';
}

/** True when not each connection of the slot refuses to be used by another thread than the one that made it. */
export function mayCrossThreads({ stores, driver }: Slot, { reading, makers }: Surroundings): boolean {
  if (driver.autocommit) return true;
  const connects = stores.flatMap(({ value }) => leavesOf(value, reading).flatMap((leaf) => makers.connectsBehind(leaf)));
  return connects.length === 0 || !connects.every(checksThread);
}

/** `check_same_thread` is the fifth parameter of `connect`, and true by default. */
function checksThread(connect: SyntaxNode): boolean {
  const given = connect.child('arguments')?.namedChildren ?? [];
  if (given.some(({ type }) => type === 'list_splat' || type === 'dictionary_splat')) return false;
  const named = given.find((argument) => argument.child('name')?.text === 'check_same_thread');
  const value = named?.child('value') ?? given.filter(({ type }) => type !== 'keyword_argument')[4];
  return value === undefined || value.text === 'True';
}

const THREAD_ID = /^(threading\.(get_ident|get_native_id|current_thread|currentThread)|_thread\.get_ident)$/;

/** True when the key of every entry tells the thread that made it. */
function isKeyedByThread({ stores, form }: Slot, { reading }: Surroundings): boolean {
  return (
    form === 'element' &&
    stores.length > 0 &&
    stores.every(({ key }) => {
      const leaves = key === null ? [] : leavesOf(key, reading);
      const calls = leaves.flatMap((leaf) => [...leaf.ofType('call')]);
      return calls.some((call) => THREAD_ID.test(calledName(call, reading) ?? ''));
    })
  );
}

/** True when each function of this file holds one and the same lock from its first use of a connection of the slot to its last. */
function isUnderOneLock(slot: Slot, holders: readonly Holder[], surroundings: Surroundings): boolean {
  const held = holders
    .filter((one) => one.slot === slot && riskyUses(one.uses).length > 0)
    .map((one) => new Set(locksOver(one, surroundings).map(({ place }) => place.key)));
  const [first] = held;
  return first !== undefined && [...first].some((key) => held.every((keys) => keys.has(key)));
}

/** The locks of the `with` statements around all uses of a holder. */
function locksOver({ uses }: Holder, surroundings: Surroundings): ReturnType<typeof locksAround> {
  const [first, ...others] = riskyUses(uses);
  const locks = first === undefined ? [] : locksAround(first.at, surroundings);
  return locks.filter(({ statement }) => others.every(({ at }) => within(statement, at)));
}
