import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { wordsOf } from './event-names.js';
import { ACKNOWLEDGES, DISPOSES, SAYS_WRITTEN } from './final-words.js';
import { commits, isTransaction } from './leaving.js';
import { isPayload } from './own-payload.js';
import { stepsBehind } from './steps-behind.js';
import { argumentsOf, calledName, receiverOf, running } from './syntax.js';
import { transactionOf } from './transaction.js';
import type { Unit } from './units.js';
import { valuesTold } from './values-told.js';

/**
 * The first step behind a unit that makes the loss of the event final: it commits, acknowledges, disposes of what was
 * told, or notes that it was told. Today it is not come to when the event fails. Null when there is none.
 */
export function finalStep(it: Case, unit: Unit): SyntaxNode | null {
  const told = toldBy(it, unit);
  for (const step of stepsBehind(unit, it.method.body)) {
    if (it.events.some(({ statement }) => statement === step)) continue;
    if (commits(step) && !isCommitOfRecords(it, unit, step)) return step;
    const final = [...running(step)].find((node) => acknowledges(node) || disposes(node, told) || notes(node, it));
    if (final !== undefined) return final;
  }
  return null;
}

/** The attributes and names that an event is made of, but for those that say which session it was. */
function toldBy(it: Case, unit: Unit): ReadonlySet<string> {
  const nodes = unit.events.flatMap(({ call }) => valuesTold(call, it.method));
  const isName = (node: SyntaxNode): boolean => node.type === 'identifier' && node.field !== 'attribute' && node.field !== 'name';
  const own = new Set([it.method.self, ...it.method.parameters]);
  const told = nodes.filter((node) => isPayload(node, it.method) || (isName(node) && !own.has(node.text)));
  return new Set(told.map(({ text }) => text));
}

/** A commit of the store that the event goes to, and of nothing else that is known to depend on it. */
function isCommitOfRecords(it: Case, unit: Unit, step: SyntaxNode): boolean {
  if (transactionOf(it, unit) === 'own') return true;
  const call = [...running(step)].find((node) => node.type === 'call');
  const store = call === undefined ? null : receiverOf(call);
  if (store === null || store.text === it.method.self || isTransaction(store)) return false;
  return step.type === 'expression_statement' && unit.events.some(({ call }) => receiverOf(call)?.text === store.text);
}

function acknowledges(node: SyntaxNode): boolean {
  if (node.type !== 'call') return false;
  const name = calledName(node) ?? '';
  const words = wordsOf(name);
  return ACKNOWLEDGES.has(words[0] ?? '') || words.includes('ack') || /^(task_done|delete_messages?)$/.test(name);
}

/** True for `self.path.unlink()` and `os.remove(path)` where the event told what was there. */
function disposes(node: SyntaxNode, told: ReadonlySet<string>): boolean {
  if (node.type !== 'call' || !DISPOSES.has(wordsOf(calledName(node) ?? '')[0] ?? '')) return false;
  const receiver = receiverOf(node);
  return [...argumentsOf(node), ...(receiver === null ? [] : [receiver])].some((value) => {
    return [...value.descendants()].some(({ text, type }) => /^(attribute|identifier)$/.test(type) && told.has(text));
  });
}

/** True for `self.logged = True` and `self.state = "published"`. */
function notes(node: SyntaxNode, { method }: Case): boolean {
  const left = node.type === 'assignment' ? node.child('left') : null;
  const right = node.child('right');
  if (left === null || right === null || !left.text.startsWith(`${method.self}.`)) return false;
  if (/^(False|None)$/.test(right.text)) return false;
  const said = right.type === 'string' ? `${left.text} ${right.text}` : left.text;
  return wordsOf(said.replaceAll(/\W+/g, '_')).some((word) => SAYS_WRITTEN.has(word));
}
