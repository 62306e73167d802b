import type { PythonFile, SyntaxNode } from 'codex-codemod';
import { eventName } from './event-name.js';
import { wordsOf } from './words-of.js';

const EXITS = new Set(['__exit__', '__aexit__']);
/** Loggers of the standard library, by the names that people give them: what they `log` is no event of a session. */
const LOGGERS = /(^|\.)_*(logging|logger|log|LOG|LOGGER)$/;
/** What a class or what it says must speak of, where the verb alone does not tell an event. */
const TELLING =
  /^(sessions?|events?|audit|journal|history|runs?|jobs?|steps?|end|ended|exit|exited|closed?|finish|finished|completed?|fail|failed|failure|started|stopped)$/;
const COMPUTES = /^(math|cmath|np|numpy|torch|jnp)$/;
const WRITES =
  /^[rbuRBU]*["']+\s*(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE)\s+\S*(session|event|log|audit|journal|history|activit|run|job)/i;

/** The exit method of a class that logs an event when it is left, with what shows it; null when there is none. */
export function findSessionLogger(file: PythonFile): { readonly at: SyntaxNode; readonly reason: string } | null {
  for (const method of file.root.ofType('function_definition')) {
    const name = method.child('name')?.text ?? '';
    const owner = method.closest('class_definition', 'function_definition');
    if (!EXITS.has(name) || owner?.type !== 'class_definition') continue;
    const title = owner.child('name')?.text ?? '?';
    for (const call of method.ofType('call')) {
      const event = eventOf(call, title);
      if (event !== null) return { at: method.child('name') ?? method, reason: `class ${title}: ${name} ${event}` };
    }
  }
  return null;
}

function eventOf(call: SyntaxNode, title: string): string | null {
  const callee = call.child('function');
  const object = callee?.type === 'attribute' ? (callee.child('object')?.text ?? '') : '';
  const name = (callee?.type === 'attribute' ? callee.child('attribute')?.text : callee?.text) ?? '';
  const kind = eventName(name);
  const says = wordsOf(`${title} ${name} ${call.child('arguments')?.text ?? ''}`);
  const maySay = kind === 'perhaps' && !LOGGERS.test(object) && !COMPUTES.test(object);
  if (kind === 'event' || (maySay && says.some((word) => TELLING.test(word)))) return `calls ${name}`;
  const [first] = call.child('arguments')?.namedChildren ?? [];
  return /^execute/.test(name) && first?.type === 'string' && WRITES.test(first.text) ? 'writes a row' : null;
}
