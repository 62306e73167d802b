import type { SyntaxNode } from 'codex-codemod';
import { suiteOf } from './blocks.js';
import { inside } from './functions.js';

/** How much of what SQLite raises a handler catches. */
export type Breadth = 'all' | 'exception' | 'driver' | 'part' | 'other';

/** https://docs.python.org/3/library/sqlite3.html#exceptions, below `Error`. */
const PARTS =
  /(^|\.)(DatabaseError|OperationalError|IntegrityError|ProgrammingError|InterfaceError|InternalError|DataError|NotSupportedError)$/;

export function breadthOf(handler: SyntaxNode): Breadth {
  const value = handler.child('value');
  if (value === null) return 'all';
  const caught = value.type === 'as_pattern' ? value.namedChildren[0] : value;
  const types = caught?.type === 'tuple' ? caught.namedChildren : caught === undefined ? [] : [caught];
  const breadths = new Set(types.map(({ text }) => breadthOfType(text)));
  const order: readonly Breadth[] = ['all', 'exception', 'driver', 'part'];
  return order.find((breadth) => breadths.has(breadth)) ?? 'other';
}

function breadthOfType(text: string): Breadth {
  if (text === 'BaseException') return 'all';
  if (text === 'Exception') return 'exception';
  if (/(^|\.)Error$/.test(text)) return 'driver';
  return PARTS.test(text) ? 'part' : 'other';
}

export function catchesDriverErrors(breadth: Breadth): boolean {
  return breadth === 'all' || breadth === 'exception' || breadth === 'driver';
}

const LEAVES = new Set(['return_statement', 'break_statement', 'continue_statement']);
const NEVER_RETURNS = /^(sys\.exit|exit|os\._exit|os\.abort|pytest\.fail)$/;

/** True when every path through a handler's suite raises. */
export function raisesAgain(handler: SyntaxNode): boolean {
  const suite = suiteOf(handler);
  if (suite === null) return false;
  for (const node of inside(suite)) if (LEAVES.has(node.type)) return false;
  return endsInRaise(suite);
}

function endsInRaise(suite: SyntaxNode): boolean {
  const suites = [suite];
  for (let block = suites.pop(); block !== undefined; block = suites.pop()) {
    const last = block.namedChildren.at(-1);
    if (last?.type === 'raise_statement') continue;
    const call = last?.type === 'expression_statement' ? last.namedChildren[0] : undefined;
    if (call?.type === 'call' && NEVER_RETURNS.test(call.child('function')?.text ?? '')) continue;
    const branches = last === undefined ? null : exhaustiveBranches(last);
    if (branches === null) return false;
    suites.push(...branches);
  }
  return true;
}

/** The suites of a statement of which exactly one is run, or null. */
function exhaustiveBranches(statement: SyntaxNode): readonly SyntaxNode[] | null {
  if (statement.type === 'with_statement') return statement.childrenIn('body');
  if (statement.type !== 'if_statement' || statement.childOfType('else_clause') === null) return null;
  return [
    ...statement.childrenIn('consequence'),
    ...statement.children.flatMap((child) => [...child.childrenIn('consequence'), ...child.childrenIn('body')]),
  ];
}
