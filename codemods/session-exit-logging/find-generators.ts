import type { PythonFile, PythonServices, SyntaxNode } from 'codex-codemod';
import { type EndEvent, findEvents } from './find-events.js';
import { isStopped } from './protection.js';
import type { Settings } from './settings.js';
import { lastName, running } from './syntax.js';

const DECORATORS = new Set(['contextmanager', 'asynccontextmanager']);

/** The unprotected events in a `finally` behind the `yield` of a generator context manager. */
export function* generatorEvents(file: PythonFile, services: PythonServices, settings: Settings): Generator<EndEvent> {
  for (const node of file.root.ofType('function_definition')) {
    const body = node.child('body');
    if (body === null || !isContextManager(node)) continue;
    const classNode = node.closest('class_definition', 'function_definition');
    const inClass = classNode?.type === 'class_definition' ? classNode : null;
    const self = inClass === null ? null : (node.child('parameters')?.namedChildren[0]?.text ?? null);
    for (const event of findEvents({ body, self, parameters: [], classNode: inClass }, file, services, settings)) {
      const isOpen = !isStopped(event.statement, body, services, settings.shields);
      if (event.certain && isOpen && isInFinallyOfYield(event.statement, body)) yield event;
    }
  }
}

function isContextManager(definition: SyntaxNode): boolean {
  const decorators = definition.parent?.children.filter(({ type }) => type === 'decorator') ?? [];
  return decorators.some((decorator) => DECORATORS.has(lastName(decorator.namedChildren[0] ?? null)));
}

function isInFinallyOfYield(statement: SyntaxNode, body: SyntaxNode): boolean {
  for (const outer of statement.ancestors()) {
    if (outer === body) return false;
    if (outer.type !== 'finally_clause') continue;
    const tried = outer.parent?.child('body');
    if (tried !== null && tried !== undefined && [...running(tried)].some(({ type }) => type === 'yield')) return true;
  }
  return false;
}
