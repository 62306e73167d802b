import type { ImportRequest, SyntaxNode } from 'codex-codemod';
import { textOf } from './conditions.js';
import { errorAtHand, loggerAtHand } from './expressions-at-hand.js';
import { findEmptying, freshName, whereGot } from './find-emptying.js';
import { findFactory } from './find-factory.js';
import type { Flag } from './find-flag.js';
import type { Holder, Surroundings } from './find-holders.js';
import { isRefusal, type Refusal } from './refusal.js';
import { closing, discardingAttribute, type Lines, replacing, rollingBack, underCondition, type Words } from './write-discard.js';

/** The statements that make the pool sound again after a failure, and what they need. */
export interface Discard {
  readonly lines: Lines;
  readonly imports: readonly ImportRequest[];
}

/** What is known of the place that a discard is written for. */
export interface Site {
  readonly at: SyntaxNode;
  readonly flag: Flag;
  /** True when the connection may be None there. */
  readonly mayBeNone: boolean;
  /** True when somebody further out still holds the same connection: it is rolled back, and closed only if that fails. */
  readonly keeps: boolean;
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
  const lines = holder.taken ? takenLines(holder, site, words, surroundings) : sharedLines(holder, site, words, surroundings);
  if (isRefusal(lines)) return lines;
  const condition = typeof site.flag === 'string' ? null : textOf(site.flag);
  const guarded = site.mayBeNone ? underCondition(`${words.connection} is not None`, lines) : lines;
  return { lines: underCondition(condition, guarded), imports: [...error.imports, ...logger.imports] };
}

function takenLines(holder: Holder, site: Site, words: Words, surroundings: Surroundings): Lines | Refusal {
  const factory = findFactory(holder, words.connection, surroundings);
  if (factory === null)
    return { code: 'POOL006', at: whereGot(holder), why: 'nothing here can make a new connection for the pool' };
  return rollingBack(words, replacing(words, factory, !site.needsCursor));
}

function sharedLines(holder: Holder, site: Site, words: Words, surroundings: Surroundings): Lines | Refusal {
  const emptying = findEmptying(holder, site.at, surroundings);
  if (isRefusal(emptying)) return emptying;
  if (holder.name === null && site.calledAs === undefined) {
    if (emptying.attribute === null) return { code: 'POOL002', at: whereGot(holder), why: 'the connection has no name here' };
    const { object, name, setsNone } = emptying.attribute;
    if (!site.keeps) return discardingAttribute(object, name, setsNone, closing, words);
    const otherwise = (inner: Words): Lines => [...emptying.lines(inner), ...closing(inner)];
    return [
      `${words.connection} = getattr(${object}, "${name}", None)`,
      ...underCondition(`${words.connection} is not None`, rollingBack(words, otherwise(words))),
    ];
  }
  const discard = [...emptying.lines(words), ...closing(words)];
  return site.keeps ? rollingBack(words, discard) : discard;
}
