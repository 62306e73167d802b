import type { NodePath } from 'codex-codemod';
import { type Way, waysInto } from '../values/way.js';
import { findSinks, type Sink } from './find-sinks.js';
import { startOf } from './program/names.js';
import type { Program } from './program/program.js';
import { isAnyWord } from './sources/parsed.js';
import type { Source } from './sources/source.js';
import { joined, merged, type TaintedSource } from './tainted-source.js';
import { start } from './values/environment.js';
import { expand } from './values/expand.js';

/** One way of a value into one place of an SQL text. */
export interface Use extends Way<NodePath, Source> {
  readonly sink: Sink;
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
  const bySource = new Map<string, TaintedSource>();
  const unread: Use[] = [];
  for (const sink of findSinks(program)) {
    const given = Math.min(MOST_STEPS.text, left);
    const env = start(given);
    const alternatives = expand(program, sink.sql, env);
    left -= given - Math.max(0, env.budget.left);
    for (const alternative of alternatives) {
      for (const way of waysInto(alternative, sink.before)) {
        const use = { ...way, sink };
        const { origin } = way.leaf;
        if (origin.kind !== 'source') continue;
        if (alternative.length === 1) unread.push(use);
        else file(bySource, { source: origin.source, uses: [use] }, sink);
      }
    }
  }
  return { sources: joined([...bySource.values()]), unread };
}

function file(bySource: Map<string, TaintedSource>, found: TaintedSource, { sql }: Sink): void {
  const key = found.source.keys.join(' ');
  const identity = isAnyWord(key) ? `${key} ${startOf(sql)}` : key;
  const known = bySource.get(identity);
  bySource.set(identity, known === undefined ? found : merged(known, found));
}
