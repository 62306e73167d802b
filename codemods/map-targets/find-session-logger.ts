import type { PythonFile, SyntaxNode } from 'codex-codemod';

const EXITS = new Set(['__exit__', '__aexit__']);
const EVENT = /^(log|record|emit|audit|track|report|publish)(_|$)|_(log|record|emit|audit|track|report|publish)$/;
/** Loggers of the standard library, by the names that people give them: what they log is no event of a session. */
const LOGGERS = /(^|\.)_*(logging|logger|log|LOG|LOGGER)$/;
const WRITES = /^[rbuRBU]*["']+\s*(INSERT|UPDATE)\b/i;

/** The exit method of a class that logs an event when it is left, with what shows it; null when there is none. */
export function findSessionLogger(file: PythonFile): { readonly at: SyntaxNode; readonly reason: string } | null {
  for (const method of file.root.ofType('function_definition')) {
    const name = method.child('name')?.text ?? '';
    const owner = method.closest('class_definition', 'function_definition');
    if (!EXITS.has(name) || owner?.type !== 'class_definition') continue;
    for (const call of method.ofType('call')) {
      const event = eventOf(call);
      if (event === null) continue;
      return { at: method.child('name') ?? method, reason: `class ${owner.child('name')?.text ?? '?'}: ${name} ${event}` };
    }
  }
  return null;
}

function eventOf(call: SyntaxNode): string | null {
  const callee = call.child('function');
  const object = callee?.type === 'attribute' ? (callee.child('object')?.text ?? '') : '';
  const name = (callee?.type === 'attribute' ? callee.child('attribute')?.text : callee?.text) ?? '';
  if (EVENT.test(name)) return LOGGERS.test(object) ? null : `calls ${name}`;
  const [first] = call.child('arguments')?.namedChildren ?? [];
  const writes = /^execute/.test(name) && first?.type === 'string' && WRITES.test(first.text);
  return writes ? 'writes a row' : null;
}
