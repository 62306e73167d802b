import { type Edit, type PythonFile, type PythonServices, replaceRange, type SyntaxNode } from 'codex-codemod';
import { namesComputed, reads, scopeOfMethod } from './computations.js';
import { decidesReturn } from './decides-return.js';
import type { EndEvent } from './find-events.js';
import type { ExitMethod } from './find-exits.js';
import { mayGetFalse } from './other-callers.js';
import { running } from './syntax.js';

/** A test that takes an exception whose truth value is False for no exception. */
export interface FalsyTest {
  readonly node: SyntaxNode;
  readonly edit: Edit;
  /** True where the test decides about more than the event: which way the method is left, or what it returns. */
  readonly decidesReturn: boolean;
}

/** The tests for the truth of the body's exception that decide about an event or about what it tells. */
export function falsyTests(
  method: ExitMethod,
  events: readonly EndEvent[],
  file: PythonFile,
  services: PythonServices,
): readonly FalsyTest[] {
  const { exception } = method;
  if (exception === null || events.length === 0 || isRebound(exception, method, services)) return [];
  if (mayGetFalse(method, file, services)) return [];
  const seen = new Set<SyntaxNode>();
  const tests: FalsyTest[] = [];
  for (const condition of conditionsOf(method, events)) {
    for (const { node, isNegated } of truthTests(condition, exception)) {
      if (seen.has(node)) continue;
      seen.add(node);
      const edit = replaceRange(file.text, node, `${exception} is ${isNegated ? '' : 'not '}None`);
      tests.push({ node, edit, decidesReturn: decidesReturn(node, method.body) });
    }
  }
  return tests;
}

/** True when the name may hold something else than what Python passed. */
function isRebound(exception: string, method: ExitMethod, services: PythonServices): boolean {
  const [name] = exception.split('[');
  // The scope knows private names (`__exc`) by their mangled form, so the identifiers are compared.
  const bindings = [...scopeOfMethod(method.node, services).bindings.values()];
  const sites = bindings.find((binding) => binding.sites.some(({ identifier }) => identifier.text === name))?.sites ?? [];
  return sites.length !== 1;
}

/** The conditions of the `if` statements around the events, and of the expressions by which their arguments are chosen. */
function conditionsOf(method: ExitMethod, events: readonly EndEvent[]): readonly SyntaxNode[] {
  const conditions: SyntaxNode[] = [];
  for (const { statement } of events) {
    for (const outer of statement.ancestors()) {
      if (outer === method.body) break;
      if (outer.type !== 'if_statement') continue;
      const clauses = [outer, ...outer.children.filter(({ type }) => type === 'elif_clause')];
      conditions.push(...clauses.flatMap((clause) => clause.child('condition') ?? []));
    }
  }
  const choosing = [...events.map(({ statement }) => statement), ...servingStatements(method, events)];
  for (const statement of choosing) conditions.push(...choices(statement));
  return conditions;
}

/** Statements that compute what an event tells. */
function servingStatements(method: ExitMethod, events: readonly EndEvent[]): readonly SyntaxNode[] {
  return [...running(method.body)].filter((node) => {
    if (node.type !== 'expression_statement' && node.type !== 'if_statement') return false;
    const names = namesComputed(node);
    return names !== null && events.some(({ statement }) => reads(statement, names));
  });
}

function choices(statement: SyntaxNode): readonly SyntaxNode[] {
  return [...running(statement)].flatMap((node) => {
    if (node.type === 'conditional_expression') return node.namedChildren[1] ?? [];
    return node.type === 'if_statement' || node.type === 'elif_clause' ? (node.child('condition') ?? []) : [];
  });
}

/** The parts of a condition that test the exception for truth alone. */
function* truthTests(condition: SyntaxNode, exception: string): Generator<{ node: SyntaxNode; isNegated: boolean }> {
  const open = [condition];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.text === exception) yield { node, isNegated: false };
    else if (node.type === 'not_operator') {
      const argument = node.child('argument');
      if (argument?.text === exception) yield { node, isNegated: true };
      else if (argument !== null) open.push(argument);
    } else if (node.type === 'boolean_operator' || node.type === 'parenthesized_expression') open.push(...node.namedChildren);
  }
}
