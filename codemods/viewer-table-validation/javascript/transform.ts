import type { Context, JavaScriptFile, Yielded } from 'codex-codemod';
import type { PARAMS } from '../params.js';
import { type Decision, decide } from './decide.js';
import { findUses, type Use } from './find-uses.js';
import { checkAtBorders } from './fix/make-fix.js';
import { rangeOf } from './program/names.js';
import { makeProgram, type Program } from './program/program.js';

type JavaScriptContext = Context<'javascript', typeof PARAMS>;
type FixDecision = Decision & { readonly kind: 'fix' };

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
    if (decision.kind === 'refuse') yield context.finding(decision.code, decision.at, decision.message, decision.question);
  }
  for (const use of unreadable(uses.unread)) yield context.finding('TBL006', rangeOf(use.leaf.hole), messageOf(use));
}

/** One fix for each degree of safety: checks that need the same function are made in one go. */
function* fixOf(program: Program, context: JavaScriptContext, group: readonly FixDecision[]): Generator<Yielded> {
  const [first] = group;
  if (first === undefined) return;
  const checks = group.flatMap(({ source, allowsEmpty }) => source.borders.map((border) => ({ border, allowsEmpty })));
  const edits = checkAtBorders(program, context.style, checks);
  if (edits !== null) yield context.fix({ reason: reasonOf(group), at: first.at, edits, ...safety(group) });
  else if (group.length > 1) for (const one of group) yield* fixOf(program, context, [one]);
  else
    yield context.finding(
      'TBL007',
      first.at,
      `${first.source.label} is not checked, and the check cannot be written here exactly.`,
    );
}

function reasonOf(group: readonly FixDecision[]): string {
  const labels = [...new Set(group.map(({ source }) => source.label))];
  const [only, another] = labels;
  if (another === undefined) return `The table name from ${only} reaches SQL text without a check.`;
  return `The table names from ${labels.slice(0, -1).join(', ')} and ${labels.at(-1)} reach SQL text without a check.`;
}

function safety(group: readonly FixDecision[]): { applicability: 'safe' } | { applicability: 'unsafe'; caveat: string } {
  const caveats = [...new Set(group.flatMap(({ caveats }) => caveats))];
  return caveats.length === 0 ? { applicability: 'safe' } : { applicability: 'unsafe', caveat: caveats.join('; ') };
}

/** A value that is called a table and goes into SQL text through code that is not here. Running SQL as such is a purpose. */
function unreadable(unread: readonly Use[]): readonly Use[] {
  const tables = unread.filter(({ leaf }) => {
    return leaf.traits.opaque !== undefined && leaf.origin.kind === 'source' && leaf.origin.source.names.some(isCalledTable);
  });
  return [...new Map(tables.map((use) => [use.leaf.hole.node.start, use])).values()];
}

const TABLE = /(^|[_\-\s.])(tables?|tbls?|relations?|tab)($|[_\-\s.])|table(s|name)?$/i;

function isCalledTable(name: string): boolean {
  return TABLE.test(name);
}

function messageOf({ leaf }: Use): string {
  const label = leaf.origin.kind === 'source' ? leaf.origin.source.label : 'A value';
  return `${label} goes into SQL text through ${leaf.traits.opaque?.name ?? 'code'}, which cannot be read here.`;
}
