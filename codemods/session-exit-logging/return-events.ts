import type { PythonFile, PythonServices, SyntaxNode } from 'codex-codemod';
import { judgeCall, type Place } from './judge-call.js';
import { isStopped } from './protection.js';
import type { Settings } from './settings.js';
import { callOf, running } from './syntax.js';

/** The `return` statements whose value comes from an unprotected event call, at once or by way of a name. */
export function* returnedEvents(
  place: Place,
  file: PythonFile,
  services: PythonServices,
  settings: Settings,
): Generator<SyntaxNode> {
  const isEvent = (call: SyntaxNode | null): call is SyntaxNode =>
    call !== null && judgeCall(call, place, file, services, settings) !== 'none';
  const sources = new Map<string, SyntaxNode>();
  for (const node of running(place.body)) {
    if (node.type === 'assignment') {
      const call = callOf(node.child('right') ?? undefined);
      const left = node.child('left');
      if (left?.type === 'identifier' && isEvent(call)) sources.set(left.text, node);
    }
    if (node.type !== 'return_statement') continue;
    const direct = [...running(node)].find((inner) => inner.type === 'call' && isEvent(inner));
    const named = [...node.ofType('identifier')].map(({ text }) => sources.get(text)).find((source) => source !== undefined);
    const source = direct ?? named;
    if (source !== undefined && !isStopped(source, place.body, services, settings.shields)) yield node;
  }
}
