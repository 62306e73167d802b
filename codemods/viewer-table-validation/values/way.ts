import { type Role, rolesOf } from '../sql/roles.js';
import { FIRST_HOLE } from '../sql/tokens.js';
import type { Alternative, Leaf } from './piece.js';

/** One way of a value into one place of an SQL text. */
export interface Way<N, S = unknown> {
  readonly leaf: Leaf<N, S>;
  readonly role: Role;
}

/** The holes of a text are characters of a private use area, of which there are not more. */
const MOST_LEAVES = 0x1000;

const UNREAD: Role = { kind: 'other', quote: null, part: false };

/**
 * The leaves of a text with what they are for. A leaf is shown to the SQL tokens as one character.
 *
 * @param ahead what stands in front of the text in the SQL
 */
export function waysInto<N, S>(alternative: Alternative<N, S>, ahead = ''): readonly Way<N, S>[] {
  const leaves: Leaf<N, S>[] = [];
  const sql = alternative
    .map((piece) => (piece.kind === 'text' ? piece.text : String.fromCharCode(FIRST_HOLE + leaves.push(piece) - 1)))
    .join('');
  if (leaves.length >= MOST_LEAVES) return [];
  const roles = rolesOf(ahead + sql);
  return leaves.map((leaf, index) => ({ leaf, role: roles.get(index) ?? UNREAD }));
}

/** The ways that make a value a table. A value that is a whole name somewhere is a right part of one elsewhere. */
export function tablesAmong<W extends Way<unknown>>(ways: readonly W[]): readonly W[] {
  const named = ways.filter(({ role }) => role.kind === 'table');
  const whole = named.filter(({ role }) => !role.part);
  return whole.length > 0 ? whole : named;
}
