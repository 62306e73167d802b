import type { NodePath } from 'codex-codemod';
import { isTelling, judgeName, type NameKind, wordsOf } from '../event-names.js';
import { resolveCallee } from './resolve-callee.js';
import { isSelfContained, mayThrow } from './risk.js';
import {
  argumentsOf,
  type CallPath,
  type ClassPath,
  calledName,
  childOf,
  lastName,
  receiverOf,
  running,
  textOf,
} from './syntax.js';

/** `debugLog`, `traceEvent`: diagnostics of the method itself. */
const LEVELS = new Set('debug info warn warning error trace verbose console fatal silly'.split(' '));

/** Receivers of a bare `log(...)` that keep what they are told: `this.audit.log(...)`. */
const KEEPERS = new Set('audit auditor history journal event events activity trail metrics telemetry analytics'.split(' '));

/** What a call is by its name and by what can be seen of the thing that is called. */
export function judgeCall(call: CallPath, classPath: ClassPath | null, events: readonly string[]): NameKind {
  const name = calledName(call);
  const kind = judgeName(name, events);
  if (kind === 'none' || kind === 'chosen') return kind;
  const receiver = receiverOf(call);
  if (isSelfContained(receiver) || receiver?.isIdentifier({ name: 'Math' }) === true) return 'none';
  const words = wordsOf(name);
  // `emit` tells the listeners of an EventEmitter: it is how Node's own classes say that they are closed.
  if (words[0] === 'emit' || words.at(-1) === 'emit') return 'none';
  if (words.length > 1 && words.some((word) => LEVELS.has(word))) return 'none';
  if (kind === 'bare' && (saysNothing(call) || (name === 'log' && !isKept(receiver)))) return 'none';
  const callee = resolveCallee(call, classPath);
  const body = callee === null ? null : childOf(callee, 'body');
  return body !== null && !mayThrow(body) ? 'none' : kind;
}

/** `log('closing')` is most often the function of a module like `debug`, which does not fail. */
function isKept(receiver: NodePath | null): boolean {
  return receiver !== null && wordsOf(lastName(receiver)).some((word) => KEEPERS.has(word));
}

/** True for a call without anything to tell. */
function saysNothing(call: CallPath): boolean {
  return argumentsOf(call).every((argument) => argument.isNullLiteral() || argument.isIdentifier({ name: 'undefined' }));
}

/** What a call is given may show that it tells of an end: a sentence, a word of an end, an error, a duration. */
export function hasEvidence(call: CallPath, parameters: readonly string[]): boolean {
  if (isTelling(calledName(call))) return true;
  return argumentsOf(call)
    .flatMap(running)
    .some((path) => tells(path, parameters));
}

function tells(path: NodePath, parameters: readonly string[]): boolean {
  const text = textOf(path);
  if (text !== null) return saysMore(text);
  if (!path.isIdentifier()) return false;
  return parameters.includes(path.node.name) || isTelling(path.node.name);
}

/** A sentence, or a word that speaks of an end; `'orders'` alone is the name of a place to send things to. */
function saysMore(text: string): boolean {
  return /\S\s\S/.test(text) || text.split(/\W+/).some(isTelling);
}
