import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { type Decision, LEAVE, refuse } from './decision.js';
import { catchesAll, caughtNames, handlersOf, isForGroups, letsOut, NOT_ORDINARY } from './protection.js';
import { running, statementsOf } from './syntax.js';
import type { Unit } from './units.js';

/** What the `try` around a unit says about it. */
export type Tried =
  | { readonly kind: 'decided'; readonly decision: Decision }
  /** The `try` holds the unit alone, so that one more handler does it. */
  | { readonly kind: 'add-handler'; readonly tryStatement: SyntaxNode }
  | { readonly kind: 'free' };

const FREE: Tried = { kind: 'free' };

/** Judges the `try` statements whose body the unit stands in. None of them stops every exception: that was asked before. */
export function judgeTry(unit: Unit, it: Case): Tried {
  const [inner, ...outer] = triesAround(unit.block, it.method.body);
  if (outer.some((around) => handlersOf(around).length > 0)) {
    return decided(refuse(unit, 'EXIT005', 'the event stands under several try statements with handlers of their own'));
  }
  if (inner === undefined) return FREE;
  const handlers = handlersOf(inner);
  if (handlers.length > 0) {
    // `except*` and `except` cannot stand in one statement: PEP 654.
    if (handlers.some(isForGroups)) {
      return decided(refuse(unit, 'EXIT005', 'the handlers around the event are for groups of exceptions'));
    }
    if (handlers.some(hidesBody)) {
      return decided(refuse(unit, 'EXIT005', 'a handler around the event lets its failure out again'));
    }
    if (fits(unit, handlers)) return decided(LEAVE);
    if (swallowsBody(it.method.body)) {
      return decided(refuse(unit, 'EXIT002', "the method swallows the body's exception and has a handler of its own"));
    }
  }
  if (isAlone(unit, inner)) return { kind: 'add-handler', tryStatement: inner };
  if (handlers.length === 0) return FREE;
  return decided(refuse(unit, 'EXIT005', 'the try around the event holds clean-up too, and its handlers are too narrow'));
}

function decided(decision: Decision): Tried {
  return { kind: 'decided', decision };
}

/** True for a handler that takes a failure of the event and lets it, or another one, out: whatever stands beside it. */
function hidesBody(handler: SyntaxNode): boolean {
  return catchesAll(handler) || (letsOut(handler) && !caughtNames(handler).every((name) => NOT_ORDINARY.has(name)));
}

/** The `try` statements whose body a block is, or is part of, from the inside out. */
function triesAround(block: SyntaxNode, body: SyntaxNode): readonly SyntaxNode[] {
  const tries: SyntaxNode[] = [];
  let inner = block;
  for (const outer of block.ancestors()) {
    if (inner === body) break;
    if (outer.type === 'try_statement' && inner.field === 'body') tries.push(outer);
    inner = outer;
  }
  return tries;
}

function isAlone(unit: Unit, tryStatement: SyntaxNode): boolean {
  const statements = statementsOf(unit.block);
  return unit.block === tryStatement.child('body') && statements[0] === unit.first && statements.at(-1) === unit.last;
}

const FILE_ERRORS = new Set(['OSError', 'IOError', 'EnvironmentError']);
const DATABASE_ERRORS = new Set(['Error', 'DatabaseError', 'SQLAlchemyError', 'DBAPIError']);

/** True when the handlers catch what this kind of write raises: OSError for a file, the driver's own base class for a database. */
function fits(unit: Unit, handlers: readonly SyntaxNode[]): boolean {
  const names = handlers.flatMap(caughtNames);
  if (names.some((name) => DATABASE_ERRORS.has(name))) return true;
  const writesFile = unit.events.every(({ call }) => call.type === 'with_statement');
  return writesFile && names.some((name) => FILE_ERRORS.has(name));
}

/** True when the method may return something that is true: then Python drops the exception of the body. */
function swallowsBody(body: SyntaxNode): boolean {
  return [...running(body)].some((node) => {
    const value = node.type === 'return_statement' ? node.namedChildren[0] : undefined;
    return value !== undefined && value.type !== 'none' && value.type !== 'false';
  });
}
