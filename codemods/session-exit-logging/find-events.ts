import type { PythonFile, PythonServices, SyntaxNode } from 'codex-codemod';
import { hasEvidence, judgeCall, type Place } from './judge-call.js';
import { appendsRecord, insertsRecord, writesOwnConnection } from './record-writes.js';
import type { Settings } from './settings.js';
import { calledName, callOf, receiverOf, running } from './syntax.js';

/** A statement that writes an end event. */
export interface EndEvent {
  readonly statement: SyntaxNode;
  /** The call that writes; of a `with` that writes a record, the statement itself. */
  readonly call: SyntaxNode;
  /** False where nothing but the name of the call speaks for an event. */
  readonly certain: boolean;
}

/** Statements that may run more than once, on failure alone, or one of many: an event there is no end event. */
const ELSEWHERE = new Set(['for_statement', 'while_statement', 'match_statement', 'except_clause', 'except_group_clause']);

/** The event statements of a method, in the order of the text. */
export function findEvents(place: Place, file: PythonFile, services: PythonServices, settings: Settings): readonly EndEvent[] {
  const events: EndEvent[] = [];
  for (const node of running(place.body)) {
    if (events.some(({ statement }) => statement.start <= node.start && node.end <= statement.end)) continue;
    const event = eventOf(node, place, file, services, settings);
    if (event !== null && !standsElsewhere(node, place.body)) events.push(event);
  }
  return events;
}

function eventOf(
  node: SyntaxNode,
  place: Place,
  file: PythonFile,
  services: PythonServices,
  settings: Settings,
): EndEvent | null {
  if (node.type === 'with_statement') {
    const certain = appendsRecord(node) ?? writesOwnConnection(node);
    return certain === null ? null : { statement: node, call: node, certain };
  }
  if (node.type !== 'expression_statement' || node.namedChildren.length !== 1) return null;
  const call = writingCall(callOf(node.namedChildren[0]));
  if (call === null) return null;
  if (insertsRecord(call)) return { statement: node, call, certain: true };
  const kind = judgeCall(call, place, file, services, settings);
  if (kind === 'none') return null;
  if (kind === 'chosen') return { statement: node, call, certain: true };
  return { statement: node, call, certain: hasEvidence(call, place) };
}

/** The call that may write: of `log_event(...).commit()` the first one. */
function writingCall(call: SyntaxNode | null): SyntaxNode | null {
  const receiver = call === null ? null : receiverOf(call);
  return receiver?.type === 'call' && call !== null && calledName(call) === 'commit' ? receiver : call;
}

function standsElsewhere(node: SyntaxNode, body: SyntaxNode): boolean {
  for (const outer of node.ancestors()) {
    if (outer === body) return false;
    if (ELSEWHERE.has(outer.type)) return true;
  }
  return false;
}
