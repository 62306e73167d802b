import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from './program/arguments.js';
import { calleeOf } from './program/callee.js';
import type { Program } from './program/program.js';

/** Names under which an SQL text is given as a keyword. */
const KEYWORDS = ['sql', 'query', 'statement', 'stmt', 'operation', 'sql_query'];

/** Functions whose SQL text is the second argument: those of psycopg2.extras. */
const SECOND = /^execute_(values|batch)$/;

const SINK = /^(execute\w*|read_sql(_query)?)$/;

/** The expressions that are given to a database as SQL text, in the order of the text. */
export function findSinks(program: Program): readonly SyntaxNode[] {
  const sinks: SyntaxNode[] = [];
  for (const [name, calls] of program.calls) {
    if (!SINK.test(name)) continue;
    for (const call of calls) {
      // A function of this file is looked into instead.
      const sql = sqlOf(call, name);
      if (sql !== null && isMade(sql) && calleeOf(program, call) === null) sinks.push(sql);
    }
  }
  return sinks.sort((a, b) => a.start - b.start);
}

function sqlOf(call: SyntaxNode, name: string): SyntaxNode | null {
  const { positional, keywords } = argumentsOf(call);
  const first = positional[SECOND.test(name) ? 1 : 0];
  if (first !== undefined) return first;
  return KEYWORDS.map((keyword) => keywords.get(keyword)).find((value) => value !== undefined) ?? null;
}

/** False for a text that is written out whole, and for what is no text. */
function isMade(sql: SyntaxNode): boolean {
  if (sql.type === 'string' || sql.type === 'concatenated_string') return [...sql.ofType('interpolation')].length > 0;
  return [
    'binary_operator',
    'call',
    'identifier',
    'attribute',
    'subscript',
    'conditional_expression',
    'parenthesized_expression',
    'boolean_operator',
    'named_expression',
    'await',
  ].includes(sql.type);
}
