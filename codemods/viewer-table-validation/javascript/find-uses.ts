import { type Role, rolesOf } from '../sql/roles.js';
import { FIRST_HOLE } from '../sql/tokens.js';
import { findSinks, type Sink } from './find-sinks.js';
import { startOf } from './program/names.js';
import type { Program } from './program/program.js';
import type { Border, Source } from './sources/source.js';
import { type Alternative, type Leaf, start } from './values/environment.js';
import { expand } from './values/expand.js';

/** One way of a value into one place of an SQL text. */
export interface Use {
  readonly leaf: Leaf;
  readonly role: Role;
  readonly sink: Sink;
}

/** A value from the command line, with all its uses in SQL. */
export interface TaintedSource {
  readonly source: Source;
  readonly uses: readonly Use[];
}

export interface Uses {
  /** In the order in which they first reach SQL. */
  readonly sources: readonly TaintedSource[];
  /** Values that reach a database whole, or in a text that cannot be read. */
  readonly unread: readonly Use[];
}

/** How far one SQL text is followed, and all of a file. */
const MOST_STEPS = { text: 3_000, file: 20_000 };

/** Follows every SQL text of the file back to what it is made of. */
export function findUses(program: Program): Uses {
  let left = MOST_STEPS.file;
  const bySource = new Map<string, { source: Source; uses: Use[] }>();
  const unread: Use[] = [];
  for (const sink of findSinks(program)) {
    const given = Math.min(MOST_STEPS.text, left);
    const env = start(given);
    const alternatives = expand(program, sink.sql, env);
    left -= given - Math.max(0, env.budget.left);
    for (const alternative of alternatives) {
      for (const use of usesOf(alternative, sink)) {
        const { origin } = use.leaf;
        if (origin.kind !== 'source') continue;
        if (alternative.length === 1) unread.push(use);
        else file(bySource, origin.source, use);
      }
    }
  }
  return { sources: [...bySource.values()], unread };
}

function file(bySource: Map<string, { source: Source; uses: Use[] }>, source: Source, use: Use): void {
  const known = bySource.get(source.key);
  if (known === undefined) {
    bySource.set(source.key, { source, uses: [use] });
    return;
  }
  known.uses.push(use);
  // The same value may be read at several places: those that are tables are borders.
  known.source = {
    ...known.source,
    borders: withBorders(known.source.borders, source.borders),
    obstacle: known.source.obstacle ?? source.obstacle,
    unknownDefault: known.source.unknownDefault ?? source.unknownDefault,
  };
}

function withBorders(known: readonly Border[], more: readonly Border[]): readonly Border[] {
  return [...known, ...more.filter((border) => !known.some((one) => placeOf(one) === placeOf(border)))];
}

/** Where a border stands; with the name where several may stand at one place. */
export function placeOf(border: Border): string {
  switch (border.kind) {
    case 'commander':
    case 'arg-parser':
      return `${startOf(border.call)}-${border.call.node.end}`;
    case 'coerce':
      return String(startOf(border.options));
    case 'wrap':
    case 'wrap-each':
      return String(startOf(border.expression));
    case 'after':
      return `${startOf(border.statement)} ${border.name}`;
    case 'body':
      return `${startOf(border.definition)} ${border.name}`;
  }
}

const UNREAD: Role = { kind: 'other', quote: null, part: false };

/** The leaves of a text with what they are for. A leaf is shown to the SQL tokens as one character. */
function usesOf(alternative: Alternative, sink: Sink): readonly Use[] {
  const leaves: Leaf[] = [];
  const sql = alternative
    .map((piece) => (piece.kind === 'text' ? piece.text : String.fromCharCode(FIRST_HOLE + leaves.push(piece) - 1)))
    .join('');
  if (leaves.length >= 0x1000) return [];
  const roles = rolesOf(sink.before + sql);
  return leaves.map((leaf, index) => ({ leaf, role: roles.get(index) ?? UNREAD, sink }));
}
