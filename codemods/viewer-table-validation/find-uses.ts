import type { SyntaxNode } from 'codex-codemod';
import { findSinks } from './find-sinks.js';
import type { Program } from './program/program.js';
import type { Source } from './sources/source.js';
import { start } from './values/environment.js';
import { expand } from './values/expand.js';
import { type Way, waysInto } from './values/way.js';

/** One way of a value into one place of an SQL text. */
export interface Use extends Way<SyntaxNode, Source> {
  readonly sink: SyntaxNode;
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
  /** Parameters that are tables: their values come from outside of this file. */
  readonly parameters: readonly Use[];
}

/** How far an SQL text is followed: in a file without a command line, its parameters are all that is looked for. */
const MOST_STEPS = { commandLine: 3_000, none: 300 };

/** Follows every SQL text of the file back to what it is made of. */
export function findUses(program: Program, hasCommandLine: boolean): Uses {
  const steps = hasCommandLine ? MOST_STEPS.commandLine : MOST_STEPS.none;
  const bySource = new Map<string, { source: Source; uses: Use[] }>();
  const unread: Use[] = [];
  const parameters: Use[] = [];
  for (const sink of findSinks(program)) {
    for (const alternative of expand(program, sink, start(steps))) {
      for (const way of waysInto(alternative)) {
        const use = { ...way, sink };
        const { origin } = way.leaf;
        if (origin.kind === 'parameter' && use.role.kind === 'table') parameters.push(use);
        if (origin.kind !== 'source') continue;
        if (alternative.length === 1) unread.push(use);
        else file(bySource, origin.source, use);
      }
    }
  }
  return { sources: [...bySource.values()], unread, parameters };
}

function file(bySource: Map<string, { source: Source; uses: Use[] }>, source: Source, use: Use): void {
  const known = bySource.get(source.key);
  if (known === undefined) {
    bySource.set(source.key, { source, uses: [use] });
    return;
  }
  known.uses.push(use);
  // The same value may be read at several places: each of them is a border.
  const borders = source.borders.filter((border) => !known.source.borders.some((one) => placeOf(one) === placeOf(border)));
  known.source = {
    ...known.source,
    borders: [...known.source.borders, ...borders],
    obstacle: known.source.obstacle ?? source.obstacle,
  };
}

function placeOf(border: Source['borders'][number]): number {
  switch (border.kind) {
    case 'argparse':
    case 'click':
    case 'typer':
      return border.call.start;
    case 'typer-body':
      return border.definition.start;
    case 'wrap':
    case 'wrap-each':
      return border.expression.start;
    case 'after':
      return border.statement.start;
  }
}
