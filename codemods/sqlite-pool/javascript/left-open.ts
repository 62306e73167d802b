import type { babel, NodePath } from 'codex-codemod';
import type { Evaluation } from './evaluate.js';
import type { Region } from './find-region.js';
import type { Transaction } from './find-transactions.js';
import { transactionCall } from './sql.js';
import { childrenOf, following, ownPaths } from './syntax.js';

/** What is known of the transaction at a place: no way leads there, it is over there, it may be open there. */
const NO_WAY = 0;
const OVER = 1;
const OPEN = 2;
type At = typeof NO_WAY | typeof OVER | typeof OPEN;

type Jump = NodePath<babel.BreakStatement | babel.ContinueStatement>;

/**
 * True when a way that throws nothing leads out of the statements behind BEGIN with the transaction still open. It is somebody else's
 * to end then, and what a failure would take back may be meant to stand, too.
 */
export function isLeftOpen({ begin }: Region, { slot }: Transaction, evaluation: Evaluation): boolean {
  const ways = new Ways(begin, (path) => {
    const call = transactionCall(path);
    if (call === null || evaluation.slotOf(call.connection) !== slot) return null;
    return call.step === 'begin' ? OPEN : /^(?:commit|rollback)$/.test(call.step) ? OVER : null;
  });
  return ways.through(following(begin)) === OPEN || ways.isLeft;
}

/** Follows control through statements, as https://tc39.es/ecma262/ has it evaluate them; what is thrown is left out. */
class Ways {
  /** True when a jump leads out of the statements while it may be open. */
  isLeft = false;
  readonly #begin: NodePath;
  readonly #step: (path: NodePath) => At | null;
  /** What jumps bring to the statement that they end, or go on with. */
  readonly #brought = new Map<babel.Node, { break: At; continue: At }>();

  constructor(begin: NodePath, step: (path: NodePath) => At | null) {
    this.#begin = begin;
    this.#step = step;
  }

  /** What is known behind statements that are reached while it is open. */
  through(statements: readonly NodePath[]): At {
    return this.#each(statements, OPEN);
  }

  #each(paths: readonly NodePath[], before: At): At {
    return paths.reduce<At>((at, path) => this.#behind(path, at), before);
  }

  /** The same where a child may be missing. */
  #child(path: NodePath, name: string, before: At): At {
    const child = path.get(name) as NodePath;
    return child.node === null || child.node === undefined ? before : this.#behind(child, before);
  }

  #behind(path: NodePath, before: At): At {
    if (before === NO_WAY || path.isFunction() || path.isClass()) return before;
    if (path.isIfStatement() || path.isConditionalExpression()) return this.#branches(path, before);
    if (path.isLoop()) return this.#loop(path, before);
    if (path.isSwitchStatement()) return this.#cases(path, before);
    if (path.isTryStatement()) return this.#clauses(path, before);
    if (path.isLabeledStatement()) return later(this.#child(path, 'body', before), this.#jumpsTo(path.node).break);
    if (path.isBreakStatement() || path.isContinueStatement()) return this.#jump(path, before);
    if (path.isExpression() && ![...ownPaths(path)].some((inner) => this.#step(inner) !== null)) return before;
    const [head, ...others] = childrenOf(path);
    const begun = head === undefined ? before : this.#behind(head, before);
    const evaluated = this.#each(others, begun);
    const behind = this.#step(path) ?? evaluated;
    if (path.isReturnStatement() && behind === OPEN) this.isLeft = true;
    if (path.isReturnStatement() || path.isThrowStatement()) return NO_WAY;
    return isCutShort(path) ? later(begun, behind) : behind;
  }

  #branches(path: NodePath, before: At): At {
    const tested = this.#child(path, 'test', before);
    return later(this.#child(path, 'consequent', tested), this.#child(path, 'alternate', tested));
  }

  #loop(loop: NodePath<babel.Loop>, before: At): At {
    const jumps = this.#jumpsTo(loop.node);
    const isTestedLast = loop.isDoWhileStatement();
    const round = (head: At): At => {
      const inside = isTestedLast ? head : this.#child(loop, 'test', head);
      const done = later(this.#child(loop, 'body', inside), jumps.continue);
      return this.#child(loop, isTestedLast ? 'test' : 'update', done);
    };
    const first = this.#child(loop, loop.isForXStatement() ? 'right' : 'init', before);
    const once = round(first);
    const head = later(first, once);
    const last = head === first ? once : round(head);
    const ends = isEndless(loop) ? NO_WAY : isTestedLast ? last : this.#child(loop, 'test', later(head, last));
    return later(ends, jumps.break);
  }

  #cases(path: NodePath<babel.SwitchStatement>, before: At): At {
    const head = this.#child(path, 'discriminant', before);
    const cases = path.get('cases');
    const behind = cases.reduce<At>((fallen, one) => this.#each(one.get('consequent'), later(head, fallen)), NO_WAY);
    const isSure = cases.some(({ node }) => node.test === null || node.test === undefined);
    return later(later(behind, isSure ? NO_WAY : head), this.#jumpsTo(path.node).break);
  }

  /** A handler is reached from anywhere in the block. */
  #clauses(path: NodePath<babel.TryStatement>, before: At): At {
    const tried = this.#child(path, 'block', before);
    const handler = path.get('handler') as NodePath;
    const caught = handler.isCatchClause() ? this.#child(handler, 'body', later(before, tried)) : NO_WAY;
    const behind = later(tried, caught);
    // It is also reached by what leaves the block before its end, and may leave by a way of its own.
    this.#child(path, 'finalizer', before);
    return this.#child(path, 'finalizer', behind);
  }

  #jump(jump: Jump, before: At): At {
    const target = targetOf(jump);
    const isInside = target !== null && (target.node.start ?? 0) >= (this.#begin.node.end ?? 0);
    if (isInside) {
      const jumps = this.#jumpsTo(target.node);
      const how = jump.isBreakStatement() ? 'break' : 'continue';
      jumps[how] = later(jumps[how], before);
    } else if (before === OPEN) this.isLeft = true;
    return NO_WAY;
  }

  #jumpsTo(node: babel.Node): { break: At; continue: At } {
    const known = this.#brought.get(node) ?? { break: NO_WAY, continue: NO_WAY };
    this.#brought.set(node, known);
    return known;
  }
}

/** What is known where two ways meet. */
function later(one: At, other: At): At {
  return one > other ? one : other;
}

/** True for what evaluates its first part always, and the others only under a condition. */
function isCutShort(path: NodePath): boolean {
  if (path.isLogicalExpression() || path.isOptionalCallExpression() || path.isOptionalMemberExpression()) return true;
  return path.isAssignmentPattern() || (path.isAssignmentExpression() && /^(?:\|\||&&|\?\?)=$/.test(path.node.operator));
}

function isEndless(loop: NodePath<babel.Loop>): boolean {
  if (loop.isForXStatement()) return false;
  const test = loop.get('test') as NodePath;
  return test.node === null || test.node === undefined || test.isBooleanLiteral({ value: true });
}

/** The statement that a jump ends, or goes on with. */
function targetOf(jump: Jump): NodePath | null {
  const label = jump.node.label?.name;
  const isBreak = jump.isBreakStatement();
  return jump.findParent((path) => {
    if (label !== undefined) {
      const labelled = isBreak ? path : path.parentPath;
      return labelled?.isLabeledStatement() === true && labelled.node.label.name === label && (isBreak || path.isLoop());
    }
    return path.isLoop() || (isBreak && path.isSwitchStatement());
  });
}
