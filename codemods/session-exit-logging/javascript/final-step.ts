import type { NodePath } from 'codex-codemod';
import { wordsOf } from '../event-names.js';
import { ACKNOWLEDGES, DISPOSES, SAYS_WRITTEN } from '../final-words.js';
import type { Case } from './case.js';
import { commits, leaves } from './leaving.js';
import { payloadOf } from './own-payload.js';
import { leavesWith } from './return-void.js';
import {
  argumentsOf,
  calledName,
  endOf,
  isCall,
  memberName,
  receiverOf,
  running,
  startOf,
  statementsOf,
  textOf,
} from './syntax.js';
import type { Unit } from './units.js';
import { valuesTold } from './values-told.js';

/**
 * The first step behind a unit that makes the loss of the event final: it commits, acknowledges, disposes of what was told, or
 * notes that it was told. Today it is not come to when the event fails. Null when there is none.
 */
export function finalStep(it: Case, unit: Unit): NodePath | null {
  if (leavesWith(unit)) return null;
  const told = toldBy(it, unit);
  for (const step of stepsBehind(unit, it.exit.body)) {
    if (it.events.some(({ statement }) => statement === step)) continue;
    if (commits(step)) return step;
    const final = running(step).find((node) => acknowledges(node) || disposes(node, told) || notes(node));
    if (final !== undefined) return final;
  }
  return null;
}

/** The members and names that an event is made of, but for those that say which session it was. */
function toldBy({ exit }: Case, unit: Unit): ReadonlySet<string> {
  const nodes = unit.events.flatMap(({ call }) => valuesTold(call));
  return new Set(
    nodes.flatMap((node) => {
      if (node.isIdentifier()) return exit.parameters.includes(node.node.name) ? [] : [node.node.name];
      return payloadOf(node) ?? [];
    }),
  );
}

/** The statements that are come to behind a unit, and today only when nothing in it failed. A `finally` runs in any case. */
function stepsBehind(unit: Unit, body: NodePath): readonly NodePath[] {
  const steps: NodePath[] = [];
  let inner: NodePath = unit.last;
  for (let outer = inner.parentPath; outer !== null; outer = outer.parentPath) {
    const behind = statementsOf(outer).filter((statement) => startOf(statement) >= endOf(inner));
    const end = behind.findIndex(leaves);
    if (end !== -1) return [...steps, ...behind.slice(0, end)];
    steps.push(...behind);
    if (outer === body) return steps;
    inner = outer;
  }
  return steps;
}

function acknowledges(node: NodePath): boolean {
  const words = isCall(node) ? wordsOf(calledName(node)) : [];
  return ACKNOWLEDGES.has(words[0] ?? '') || words.includes('ack');
}

/** True for `fs.unlinkSync(this.path)` where the event told what was there. */
function disposes(node: NodePath, told: ReadonlySet<string>): boolean {
  if (!isCall(node)) return false;
  const [verb = ''] = wordsOf(calledName(node));
  if (!DISPOSES.has(verb) && verb !== 'rm') return false;
  const receiver = receiverOf(node);
  const values = [...argumentsOf(node), ...(receiver === null ? [] : [receiver])].flatMap(running);
  return values.some((value) => told.has(memberName(value) ?? ''));
}

/** True for `this.logged = true` and `this.state = 'published'`. */
function notes(node: NodePath): boolean {
  if (!node.isAssignmentExpression()) return false;
  const left = memberName(node.get('left'));
  const right = node.get('right');
  if (left === null || !left.startsWith('this.') || right.isNullLiteral() || right.isBooleanLiteral({ value: false }))
    return false;
  return wordsOf(`${left} ${textOf(right) ?? ''}`.replaceAll(/\W+/g, '_')).some((word) => SAYS_WRITTEN.has(word));
}
