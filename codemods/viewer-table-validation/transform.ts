import type { Context, Yielded } from 'codex-codemod';
import { type Decision, decide } from './decide.js';
import { findPassed, findTaken } from './find-crossings.js';
import { findUses, type Use } from './find-uses.js';
import { findHelpers } from './fix/find-helper.js';
import { flavourOf } from './fix/flavour.js';
import { checkAtBorders } from './fix/make-fix.js';
import type { PARAMS } from './params.js';
import type { Module } from './program/module.js';
import { makeProgram, type Program } from './program/program.js';
import { readsCommandLine } from './sieve.js';
import { isCalledTable } from './sources/source.js';

type PythonContext = Context<'python', typeof PARAMS>;
type FixDecision = Decision & { readonly kind: 'fix' };

/** Finds the table names of a file that come from its command line, and yields a check at the border of each. */
export function* transform(file: Module['file'], context: PythonContext): Generator<Yielded> {
  const program = makeProgram({
    file,
    get scope() {
      return context.scope;
    },
    get imports() {
      return context.imports;
    },
    get statements() {
      return context.statements;
    },
  });
  const hasCommandLine = readsCommandLine(file.text);
  const uses = findUses(program, hasCommandLine);
  const decisions = uses.sources.flatMap((tainted) => decide(program, tainted));
  yield* fixes(
    program,
    context,
    decisions.filter((decision) => decision.kind === 'fix'),
  );
  for (const decision of decisions) {
    if (decision.kind === 'refuse') yield context.finding(decision.code, decision.at, decision.message, decision.question);
  }
  for (const use of unreadable(uses.unread)) yield context.finding('TBL006', use.leaf.hole, messageOf(use));
  const passed = hasCommandLine ? findPassed(program) : [];
  for (const note of [...passed, ...findTaken(program, uses.parameters)]) yield context.note(note);
  for (const { name, flavour } of findHelpers(program)) yield context.note({ kind: 'helper', name, flavour });
}

/** One fix for each framework and degree of safety: fixes that need the same helper are made in one go. */
function* fixes(program: Program, context: PythonContext, decisions: readonly FixDecision[]): Generator<Yielded> {
  const all = decisions.flatMap(({ source }) => source.borders);
  const groups = new Map<string, FixDecision[]>();
  for (const decision of decisions) groups.set(groupOf(decision), [...(groups.get(groupOf(decision)) ?? []), decision]);
  for (const group of groups.values()) {
    const [first] = group;
    const [border] = first?.source.borders ?? [];
    if (first === undefined || border === undefined) continue;
    const made = checkAtBorders(
      program,
      flavourOf(border),
      group.flatMap(({ source }) => source.borders),
      all,
      first.allowsEmpty,
    );
    if (made === null) yield* unplaceable(context, group);
    else yield context.fix({ ...made, reason: reasonOf(group), at: first.at, ...safety(group) });
  }
}

function groupOf({ source, caveats, allowsEmpty }: FixDecision): string {
  const [border] = source.borders;
  return `${border === undefined ? '' : flavourOf(border)} ${caveats.length === 0} ${allowsEmpty}`;
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

function* unplaceable(context: PythonContext, group: readonly FixDecision[]): Generator<Yielded> {
  for (const { source, at } of group) {
    yield context.finding('TBL007', at, `${source.label} is not checked, and the check cannot be written here exactly.`);
  }
}

/** A value that is called a table and goes into SQL text through code that is not here. Running SQL as such is a purpose. */
function unreadable(unread: readonly Use[]): readonly Use[] {
  const tables = unread.filter(({ leaf }) => {
    return leaf.traits.opaque !== undefined && leaf.origin.kind === 'source' && isCalledTable(leaf.origin.source);
  });
  return [...new Map(tables.map((use) => [use.leaf.hole.start, use])).values()];
}

function messageOf({ leaf }: Use): string {
  const label = leaf.origin.kind === 'source' ? leaf.origin.source.label : 'A value';
  return `${label} goes into SQL text through ${leaf.traits.opaque?.name ?? 'code'}, which cannot be read here.`;
}
