import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { definitionsMeant, isOnItself } from './definitions-meant.js';
import { caughtNames, isStopped, NOT_ORDINARY } from './protection.js';
import { lastName, receiverOf, running } from './syntax.js';

/** Raised by hand, these still say that something could not be written. */
const FAILURES = /^(OS|IO|Environment|Connection\w*|BrokenPipe|Timeout)Error$/;

/** Handlers for these answer a question (is it there? is it a number?); raising in one is an answer, too. */
const QUESTIONS = /^(Key|Index|Lookup|Attribute|Type|Value|Assertion|Name)Error$|^StopIteration$/;

/**
 * The first place at which a function of the file that a call may mean, or one that it calls in turn, raises because of
 * what it is told and not because it cannot write: a check that the caller is meant to see. Null when there is none.
 */
export function raisedOnPurpose(call: SyntaxNode, it: Case): SyntaxNode | null {
  const open = [...definitionsMeant(call, it.file, it.services)];
  const seen = new Set(open);
  for (let definition = open.pop(); definition !== undefined; definition = open.pop()) {
    for (const node of comeTo(definition, it)) {
      if (node.type !== 'call') return node;
      const next = receiverOf(node) === null || isOnItself(node) ? definitionsMeant(node, it.file, it.services) : [];
      open.push(...next.filter((one) => !seen.has(one)));
      for (const one of next) seen.add(one);
    }
  }
  return null;
}

/** The calls of a function, and what it raises on purpose, where nothing in it stops what they raise. */
function comeTo(definition: SyntaxNode, { services, settings }: Case): readonly SyntaxNode[] {
  const body = definition.child('body');
  if (body === null || isAbstract(definition)) return [];
  return [...running(body)].filter((node) => {
    return (node.type === 'call' || isOnPurpose(node)) && !isStopped(node, body, services, settings.shields);
  });
}

/** A method that a subclass has to define is never run itself. */
function isAbstract(definition: SyntaxNode): boolean {
  const decorators = definition.parent?.children.filter(({ type }) => type === 'decorator') ?? [];
  return decorators.some((decorator) => lastName(decorator.namedChildren[0] ?? null) === 'abstractmethod');
}

function isOnPurpose(node: SyntaxNode): boolean {
  if (node.type === 'assert_statement') return !narrowsType(node);
  if (node.type !== 'raise_statement') return false;
  const [raised] = node.namedChildren;
  const handler = handlerAround(node);
  // What a handler raises by hand stands for the failure that it caught; without a handler, `raise` hands on what is handled.
  if (handler !== null) return raised !== undefined && caughtNames(handler).every((name) => QUESTIONS.test(name));
  if (raised === undefined) return true;
  const name = lastName(raised);
  // `raise last_error` hands on what was caught before.
  return !(raised.type === 'identifier' && /^_*[a-z]/.test(name)) && !NOT_ORDINARY.has(name) && !FAILURES.test(name);
}

/** `assert self.file is not None` and `assert isinstance(...)`, without a message, tell a type checker what is known. */
function narrowsType(assertion: SyntaxNode): boolean {
  const [condition, message] = assertion.namedChildren;
  return message === undefined && /^(isinstance\(.*\)|\w+(\.\w+)+(\s+is\s+not\s+None)?)$/s.test(condition?.text ?? '');
}

function handlerAround(node: SyntaxNode): SyntaxNode | null {
  const outer = node.closest('except_clause', 'except_group_clause', 'function_definition', 'lambda');
  return outer === null || /definition|lambda/.test(outer.type) ? null : outer;
}
