import type { Context, Finding, JavaScriptFile, Yielded } from 'codex-codemod';
import { type FixDecision, groundsOf, type Refusal, unplaceable } from '../decision.js';
import type { PARAMS } from '../params.js';
import { unreadTables } from '../unread.js';
import { decide } from './decide.js';
import { findUses } from './find-uses.js';
import { checkAtBorders } from './fix/make-fix.js';
import { rangeOf } from './program/names.js';
import { makeProgram, type Program } from './program/program.js';
import type { Source } from './sources/source.js';

type JavaScriptContext = Context<'javascript', typeof PARAMS>;
type Check = FixDecision<Source>;

/** Finds the table names of a file that come from its command line, and yields a check at the border of each. */
export function* transform(file: JavaScriptFile, context: JavaScriptContext): Generator<Yielded> {
  const program = makeProgram(file, context);
  const uses = findUses(program);
  const decisions = uses.sources.flatMap((tainted) => decide(program, tainted));
  const fixes = decisions.filter((decision) => decision.kind === 'fix');
  for (const isSafe of [true, false]) {
    const group = fixes.filter(({ caveats }) => (caveats.length === 0) === isSafe);
    if (group.length > 0) yield* fixOf(program, context, group);
  }
  for (const decision of decisions) {
    if (decision.kind === 'refuse') yield told(context, decision);
  }
  for (const { at, message } of unreadTables({ rangeOf }, uses.unread)) yield context.finding('TBL006', at, message);
}

function told(context: JavaScriptContext, { code, at, message, question }: Refusal): Finding {
  return context.finding(code, at, message, question);
}

/** One fix for each degree of safety: checks that need the same function are made in one go. */
function* fixOf(program: Program, context: JavaScriptContext, group: readonly Check[]): Generator<Yielded> {
  const [first] = group;
  if (first === undefined) return;
  const checks = group.flatMap(({ source, allowsEmpty }) => source.borders.map((border) => ({ border, allowsEmpty })));
  const edits = checkAtBorders(program, context.style, checks);
  if (edits !== null) yield context.fix({ at: first.at, edits, ...groundsOf(group) });
  else if (group.length > 1) for (const one of group) yield* fixOf(program, context, [one]);
  else yield told(context, unplaceable(first));
}
