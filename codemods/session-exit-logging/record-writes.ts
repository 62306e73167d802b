import type { SyntaxNode } from 'codex-codemod';

import { managersOf } from './protection.js';
import { isRecordSql, keepsRecords } from './record-words.js';
import { onlyComputes } from './risk.js';
import { argumentsOf, calledName, callOf, lastName, literalText, receiverOf, statementsOf } from './syntax.js';

/** True for `execute("INSERT INTO session_events ...")`: one row for a table that keeps records. */
export function insertsRecord(call: SyntaxNode): boolean {
  if (calledName(call) !== 'execute') return false;
  return isRecordSql(literalText(argumentsOf(call)[0]) ?? '');
}

/**
 * Judges `with open(path, "a") as f: f.write(...)`: null when it is no such thing, else whether the names say that it is a
 * file of records.
 */
export function appendsRecord(withStatement: SyntaxNode): boolean | null {
  const [manager, ...others] = managersOf(withStatement);
  const call = callOf(manager);
  const body = withStatement.child('body');
  if (call === null || body === null || others.length > 0 || calledName(call) !== 'open') return null;
  if (!/^a|a\+?[bt]?$/.test(modeOf(call) ?? '')) return null;
  const writes = statementsOf(body).filter(isWrite).length;
  if (writes === 0 || !statementsOf(body).every((statement) => isWrite(statement) || isComputation(statement))) return null;
  return [...call.descendants()].some((node) => /identifier|string_content/.test(node.type) && keepsRecords(node.text));
}

function modeOf(open: SyntaxNode): string | null {
  const given = argumentsOf(open);
  const keyword = given.find((argument) => argument.type === 'keyword_argument' && argument.child('name')?.text === 'mode');
  const isMethod = receiverOf(open) !== null && lastName(receiverOf(open)) !== 'aiofiles' && lastName(receiverOf(open)) !== 'io';
  return literalText(keyword?.child('value') ?? given[isMethod ? 0 : 1]);
}

function isWrite(statement: SyntaxNode): boolean {
  const call = statement.type === 'expression_statement' ? callOf(statement.namedChildren[0]) : null;
  const name = call === null ? null : calledName(call);
  return name === 'write' || name === 'writelines' || name === 'dump' || name === 'print';
}

function isComputation(statement: SyntaxNode): boolean {
  const inner = statement.namedChildren[0];
  return statement.type === 'expression_statement' && inner?.type === 'assignment' && onlyComputes(statement);
}

/**
 * Judges `with sqlite3.connect(path) as conn: conn.execute("INSERT INTO events ...")`: true for a connection of its own
 * that writes records and nothing else, null for everything else.
 */
export function writesOwnConnection(withStatement: SyntaxNode): true | null {
  const [manager, ...others] = managersOf(withStatement);
  const call = callOf(manager);
  const body = withStatement.child('body');
  if (call === null || body === null || others.length > 0 || calledName(call) !== 'connect') return null;
  const calls = statementsOf(body).map((statement) => callOf(statement.namedChildren[0]));
  const writes = calls.filter((inner) => inner !== null && insertsRecord(inner)).length;
  const known = calls.every((inner) => inner !== null && (insertsRecord(inner) || calledName(inner) === 'commit'));
  return writes > 0 && known ? true : null;
}
