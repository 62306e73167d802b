import type { Verdict } from '../../core/review/decision.js';
import type { ApplyRequest, DecideRequest } from '../model/wire.js';
import { REFUSALS, RefusedRequest } from './refusal.js';

/** Characters: a reason is read by people. */
const LONGEST_REASON = 10_000;
const LONGEST_EDIT = 1_000_000;
const VERDICTS: readonly Verdict[] = ['accepted', 'rejected', 'undecided'];

/** @throws RefusedRequest when it is anything but what the page sends. */
export function readDecide(value: unknown): DecideRequest {
  const { plan, hunks, verdict, reason, edited, since } = exactly(value, [
    'plan',
    'hunks',
    'verdict',
    'reason',
    'edited',
    'since',
  ]);
  const isValid = Array.isArray(hunks) && hunks.length > 0 && new Set(hunks).size === hunks.length;
  const known = VERDICTS.find((one) => one === verdict);
  if (!isValid || known === undefined || (edited !== null && hunks.length !== 1)) throw new RefusedRequest(REFUSALS.malformed);
  return {
    plan: textOf(plan, 64),
    hunks: hunks.map((hunk: unknown) => textOf(hunk, 64)),
    verdict: known,
    reason: textOf(reason, LONGEST_REASON),
    edited: edited === null ? null : textOf(edited, LONGEST_EDIT),
    since: countOf(since),
  };
}

/** @throws RefusedRequest when it is anything but what the page sends. */
export function readApply(value: unknown): ApplyRequest {
  const { plan, version } = exactly(value, ['plan', 'version']);
  return { plan: textOf(plan, 64), version: countOf(version) };
}

/**
 * The parameters of a query: those that are named, each once, and no others.
 *
 * @throws RefusedRequest
 */
export function readQuery(query: string, names: readonly string[]): Readonly<Record<string, string>> {
  const entries = [...new URLSearchParams(query)];
  const isExact = entries.length === names.length && names.every((name) => entries.some(([given]) => given === name));
  if (!isExact) throw new RefusedRequest(REFUSALS.malformed);
  return Object.fromEntries(entries);
}

/** A whole number that is not negative, written in digits. */
export function readCount(text: string | undefined): number {
  if (text === undefined || !/^\d{1,9}$/.test(text)) throw new RefusedRequest(REFUSALS.malformed);
  return Number(text);
}

/** The members of an object that has these and no others, whatever they are called (`__proto__` is one of others). */
function exactly(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RefusedRequest(REFUSALS.malformed);
  const entries = Object.entries(value);
  const isExact = entries.length === names.length && entries.every(([name]) => names.includes(name));
  if (!isExact) throw new RefusedRequest(REFUSALS.malformed);
  return Object.fromEntries(entries);
}

function textOf(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value.length > longest) throw new RefusedRequest(REFUSALS.malformed);
  return value;
}

function countOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new RefusedRequest(REFUSALS.malformed);
  return value;
}
