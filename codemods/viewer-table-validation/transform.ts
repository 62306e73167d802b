import type { Context, Finding, Yielded } from 'codex-codemod';
import { decide } from './decide.js';
import { type FixDecision, groundsOf, type Refusal, unplaceable } from './decision.js';
import { findPassed, findTaken } from './find-crossings.js';
import { findUses } from './find-uses.js';
import { findHelpers } from './fix/find-helper.js';
import { flavourOf } from './fix/flavour.js';
import { checkAtBorders } from './fix/make-fix.js';
import type { PARAMS } from './params.js';
import type { Module } from './program/module.js';
import { makeProgram, type Program } from './program/program.js';
import { readsCommandLine } from './sieve.js';
import type { Source } from './sources/source.js';
import { unreadTables } from './unread.js';

type PythonContext = Context<'python', typeof PARAMS>;
type Check = FixDecision<Source>;

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
    if (decision.kind === 'refuse') yield told(context, decision);
  }
  for (const { at, message } of unreadTables({ rangeOf: (node) => node }, uses.unread))
    yield context.finding('TBL006', at, message);
  const passed = hasCommandLine ? findPassed(program) : [];
  for (const note of [...passed, ...findTaken(program, uses.parameters)]) yield context.note(note);
  for (const { name, flavour } of findHelpers(program)) yield context.note({ kind: 'helper', name, flavour });
}

function told(context: PythonContext, { code, at, message, question }: Refusal): Finding {
  return context.finding(code, at, message, question);
}

/** One fix for each framework and degree of safety: fixes that need the same helper are made in one go. */
function* fixes(program: Program, context: PythonContext, decisions: readonly Check[]): Generator<Yielded> {
  const all = decisions.flatMap(({ source }) => source.borders);
  const groups = new Map<string, Check[]>();
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
    if (made === null) for (const decision of group) yield told(context, unplaceable(decision));
    else yield context.fix({ ...made, at: first.at, ...groundsOf(group) });
  }
}

function groupOf({ source, caveats, allowsEmpty }: Check): string {
  const [border] = source.borders;
  return `${border === undefined ? '' : flavourOf(border)} ${caveats.length === 0} ${allowsEmpty}`;
}
