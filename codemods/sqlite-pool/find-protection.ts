import type { SyntaxNode } from 'codex-codemod';
import { finallyOf, handlersOf, suiteOf, triesAround, within } from './blocks.js';
import { calleeOf, parameterFor } from './callees.js';
import { endsParameter, type Use } from './classify-use.js';
import { endsTransaction } from './find-enders.js';
import type { Flag } from './find-flag.js';
import type { Holder, Surroundings } from './find-holders.js';
import { breadthOf, catchesDriverErrors, raisesAgain } from './handler-facts.js';
import type { Refusal } from './refusal.js';

/** Whether a failure of one use ends the transaction already, and if not, whether something forbids to repair it. */
export type Protection = 'covered' | 'open' | Refusal;

export function protectionOf(use: Use, holder: Holder, flag: Flag, surroundings: Surroundings): Protection {
  if (inWithConnection(use, holder, surroundings)) return 'covered';
  for (const { statement, part } of triesAround(use.at)) {
    const last = finallyOf(statement);
    if (last !== null && endsTransaction(last, holder, flag, surroundings)) return 'covered';
    if (part !== 'body') continue;
    const handlers = handlersOf(statement);
    const swallows = handlers.find((handler) => swallowsFailure(handler, statement, holder, flag, surroundings));
    if (swallows !== undefined) {
      if (isHarmless(use)) return 'covered';
      return { code: inLoop(statement) ? 'POOL007' : 'POOL004', at: swallows };
    }
    const ending = handlers.filter((handler) => endsIn(handler, holder, flag, surroundings));
    if (ending.some((handler) => catchesDriverErrors(breadthOf(handler)))) return 'covered';
  }
  return 'open';
}

/** True for what leaves no transaction open when it fails. */
export function isHarmless({ kind }: Use): boolean {
  return kind === 'read' || kind === 'begin' || kind === 'cursor';
}

function endsIn(handler: SyntaxNode, holder: Holder, flag: Flag, surroundings: Surroundings): boolean {
  const suite = suiteOf(handler);
  return suite !== null && endsTransaction(suite, holder, flag, surroundings);
}

/** True when a failure that the handler catches is over, with the transaction still open and nobody left to end it. */
function swallowsFailure(
  handler: SyntaxNode,
  statement: SyntaxNode,
  holder: Holder,
  flag: Flag,
  surroundings: Surroundings,
): boolean {
  if (raisesAgain(handler) || endsIn(handler, holder, flag, surroundings)) return false;
  return !goesOnToCommit(handler, statement, holder);
}

/** A skipped duplicate in a loop, say: the same function ends the transaction later. */
function goesOnToCommit(handler: SyntaxNode, statement: SyntaxNode, { uses, acquisitions, facts }: Holder): boolean {
  if ([...handler.ofType('return_statement')].length > 0) return false;
  const loop = loopAround(statement);
  const retries = loop !== null && within(facts.node, loop) && acquisitions.some(({ node }) => within(loop, node));
  if (retries) return false;
  return uses.connection.some(({ kind, at }) => at.start > statement.end && (kind === 'commit' || kind === 'rollback'));
}

function loopAround(node: SyntaxNode): SyntaxNode | null {
  const outer = node.closest('for_statement', 'while_statement', 'function_definition');
  return outer?.type === 'function_definition' ? null : outer;
}

function inLoop(node: SyntaxNode): boolean {
  return loopAround(node) !== null;
}

/** `with conn:` commits or rolls back. So does `with transaction(conn):` where that function of the module says so. */
export function inWithConnection(use: Use, holder: Holder, surroundings: Surroundings): boolean {
  return holder.uses.connection.some(({ kind, at, node }) => {
    const statement = at.closest('with_statement');
    const body = statement?.child('body') ?? null;
    if (body === null || !within(body, use.at)) return false;
    if (kind === 'with') return !holder.slot.driver.awaited;
    if (at.closest('with_clause') === null) return false;
    const callee = calleeOf(at, surroundings.reading);
    const parameter = callee === null ? null : parameterFor(node, at, callee);
    return callee !== null && parameter !== null && endsParameter(callee, parameter);
  });
}
