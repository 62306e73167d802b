import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf, calledName, receiverOf } from '../program/arguments.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import { unwrap } from '../program/unwrap.js';
import { mentions, type Watched } from './watched.js';

/** Where databases keep the names of their tables. */
const CATALOGUE =
  /sqlite_master|sqlite_schema|information_schema|pg_tables|pg_class|pg_catalog|all_tables|user_tables|show\s+tables/i;

/** True when a condition that comes out as `sense` means that the catalogue has a table of this name. */
export function foundInCatalogue(program: Program, node: SyntaxNode, sense: boolean, watched: Watched): boolean {
  const found = foundBy(node, sense);
  return found !== null && asksCatalogue(program, found, watched);
}

/** The expression that is true, not None or not 0 when the condition comes out as `sense`. */
function foundBy(node: SyntaxNode, sense: boolean): SyntaxNode | null {
  if (node.type !== 'comparison_operator') return sense ? node : null;
  const [left, right] = node.namedChildren;
  const operator = node
    .childrenIn('operators')
    .map((child) => child.text.replace(/\s+/g, ' '))
    .join(' ');
  if (left === undefined || right === undefined) return null;
  const key = `${operator} ${right.text}`;
  const meansFound = /^(is not None|!= None|!= 0|> 0|>= 1|== 1)$/.test(key);
  const meansNone = /^(is None|== None|== 0|< 1|<= 0|!= 1)$/.test(key);
  return (meansFound && sense) || (meansNone && !sense) ? left : null;
}

function asksCatalogue(program: Program, raw: SyntaxNode, watched: Watched): boolean {
  const node = unwrap(raw);
  if (node.type === 'identifier') {
    return originsOf(program, { node, frame: null }).some((origin) => {
      const value = origin.kind === 'value' ? origin.spot.node : origin.kind === 'part' ? origin.of.node : null;
      return value !== null && value.type !== 'identifier' && answers(program, value, watched);
    });
  }
  return ['call', 'subscript', 'attribute'].includes(node.type) && answers(program, node, watched);
}

/** True for the answer to a question to the catalogue: `conn.execute(...).fetchone()[0]`, or a fetch after the execute. */
function answers(program: Program, node: SyntaxNode, watched: Watched): boolean {
  for (const call of node.ofType('call')) {
    if (isQuestion(program, call, watched)) return true;
    const receiver = receiverOf(call);
    if (receiver !== null && calledName(call).startsWith('fetch') && questionBefore(program, call, receiver.text, watched))
      return true;
  }
  return false;
}

function isQuestion(program: Program, call: SyntaxNode, watched: Watched): boolean {
  if (!calledName(call).startsWith('execute')) return /^has_table$/.test(calledName(call)) && mentions(program, watched, call);
  const [sql, ...values] = argumentsOf(call).positional;
  if (sql === undefined || !values.some((value) => mentions(program, watched, value))) return false;
  const texts = sql.type === 'identifier' ? originsOf(program, { node: sql, frame: null }) : [];
  const written = texts.flatMap((origin) => (origin.kind === 'value' ? origin.spot.node.text : [])).join(' ');
  return CATALOGUE.test(`${sql.text} ${written}`);
}

/** The last `cur.execute(...)` before `cur.fetchone()` in the same block. */
function questionBefore(program: Program, fetch: SyntaxNode, receiver: string, watched: Watched): boolean {
  for (const parent of fetch.ancestors()) {
    const block = parent.parent;
    if (block?.type !== 'block' && block?.type !== 'module') continue;
    for (const statement of block.children.slice(0, parent.index).reverse()) {
      const calls = [...statement.ofType('call')];
      const execute = calls.find((call) => calledName(call).startsWith('execute') && receiverOf(call)?.text === receiver);
      if (execute !== undefined) return isQuestion(program, execute, watched);
    }
    return false;
  }
  return false;
}
