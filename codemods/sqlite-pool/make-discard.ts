import type { ImportRequest, SyntaxNode } from 'codex-codemod';
import { isCallback } from './classify-use.js';
import { textOf } from './conditions.js';
import { errorAtHand, loggerAtHand } from './expressions-at-hand.js';
import { findEmptying, freshName, whereGot } from './find-emptying.js';
import { findFactory } from './find-factory.js';
import type { Flag } from './find-flag.js';
import type { Holder, Surroundings } from './find-holders.js';
import { isRefusal, type Refusal } from './refusal.js';
import {
  closing,
  discardingAttribute,
  type Lines,
  noting,
  replacing,
  rollingBack,
  underCondition,
  type Words,
} from './write-discard.js';

/** The statements that make the pool sound again after a failure, and what they need. */
export interface Discard {
  readonly lines: Lines;
  readonly imports: readonly ImportRequest[];
  /** What becomes of a connection that is rolled back in vain; null where none is rolled back. */
  readonly otherwise: 'closed' | 'replaced' | 'taken out of the pool' | null;
}

/**
 * How a connection that stays in its slot is ended. It is rolled back where somebody else may hold it, too, or a new one
 * would not be the same; and where another thread may be inside of it, it is not even closed when that fails.
 */
export type Ending = 'close' | 'roll-back-or-close' | 'roll-back-or-drop';

/** What is known of the place that a discard is written for. */
export interface Site {
  readonly at: SyntaxNode;
  readonly flag: Flag;
  /** True when the connection may be None there. */
  readonly mayBeNone: boolean;
  readonly ending: Ending;
  /** True when a cursor is still needed after the repair, if only to be closed: that fails once the connection is. */
  readonly needsCursor?: boolean;
  /** What the connection is called there when that is not a local name: `self.conn`. */
  readonly calledAs?: string;
}

export function makeDiscard(holder: Holder, site: Site, surroundings: Surroundings): Discard | Refusal {
  const { reading, makers } = surroundings;
  const error = errorAtHand(holder.slot, holder.facts, reading, makers);
  const logger = loggerAtHand(holder.facts, reading);
  if (error === null || logger === null) {
    return { code: 'POOL014', at: holder.facts.node, why: 'the names that the repair needs mean something else here' };
  }
  const words: Words = {
    connection: site.calledAs ?? holder.name?.name ?? freshName('failed', holder, surroundings),
    error: error.text,
    logger: logger.text,
    awaited: holder.slot.driver.awaited,
    sqlOnly: holder.slot.driver.autocommit,
  };
  const ended = holder.taken ? endTaken(holder, site, words, surroundings) : endShared(holder, site, words, surroundings);
  if (isRefusal(ended)) return ended;
  const condition = typeof site.flag === 'string' ? null : textOf(site.flag);
  const guarded = site.mayBeNone ? underCondition(`${words.connection} is not None`, ended.lines) : ended.lines;
  return { ...ended, lines: underCondition(condition, guarded), imports: [...error.imports, ...logger.imports] };
}

type Ended = Pick<Discard, 'lines' | 'otherwise'>;

function endTaken(holder: Holder, site: Site, words: Words, surroundings: Surroundings): Ended | Refusal {
  // An ExitStack gives back the connection that it was told, whatever the name is bound to by then.
  const isTold = holder.uses.connection.some(({ kind, at }) => kind === 'given-back' && isCallback(at));
  const factory = isTold ? null : findFactory(holder, words.connection, surroundings);
  if (factory !== null) {
    return { lines: rollingBack(words, replacing(words, factory, !site.needsCursor)), otherwise: 'replaced' };
  }
  // Closed, it goes back, so that nobody waits for it, and nobody commits what is in it.
  if (!site.needsCursor) return { lines: rollingBack(words, closing(words)), otherwise: 'closed' };
  return { code: 'POOL006', at: whereGot(holder), why: 'nothing here can make a new connection for the pool' };
}

function endShared(holder: Holder, site: Site, words: Words, surroundings: Surroundings): Ended | Refusal {
  const lines = sharedLines(holder, site, words, surroundings);
  return isRefusal(lines) ? lines : { lines, otherwise: OTHERWISE[site.ending] };
}

const OTHERWISE: Readonly<Record<Ending, Discard['otherwise']>> = {
  close: null,
  'roll-back-or-close': 'closed',
  'roll-back-or-drop': 'taken out of the pool',
};

function sharedLines(holder: Holder, site: Site, words: Words, surroundings: Surroundings): Lines | Refusal {
  const emptying = findEmptying(holder, site.at, surroundings);
  if (isRefusal(emptying)) return emptying;
  if (holder.name === null && site.calledAs === undefined) {
    if (emptying.attribute === null) return { code: 'POOL002', at: whereGot(holder), why: 'the connection has no name here' };
    const { object, name, setsNone } = emptying.attribute;
    if (site.ending === 'close') return discardingAttribute(object, name, setsNone, closing, words);
    return [
      `${words.connection} = getattr(${object}, "${name}", None)`,
      ...underCondition(`${words.connection} is not None`, keeping(site.ending, emptying.lines(words), words)),
    ];
  }
  const lines = emptying.lines(words);
  return site.ending === 'close' ? [...lines, ...closing(words)] : keeping(site.ending, lines, words);
}

function keeping(ending: Ending, emptying: Lines, words: Words): Lines {
  const last = ending === 'roll-back-or-drop' ? [noting(words, 'rolling back')] : closing(words);
  return rollingBack(words, [...emptying, ...last]);
}
