import { type Edit, type FixInit, type NodePath, replaceRange } from 'codex-codemod';
import type { Case } from './case.js';
import { loggerFor } from './logger-of.js';
import {
  argumentsOf,
  type CallPath,
  calleeOf,
  endOf,
  functionAt,
  isCall,
  objectOf,
  rangeOf,
  startOf,
  statementsOf,
} from './syntax.js';

/** What of `fs` writes, and has a twin with `Sync`: https://nodejs.org/api/fs.html */
const WRITES = new Set(['appendFile', 'writeFile']);

/**
 * Writes at once what an exit handler only begins to write: `fs.appendFile(path, line, () => {})` becomes
 * `fs.appendFileSync(path, line)`, shielded. Null for anything whose result is used.
 */
export function makeSynchronous(node: NodePath, it: Case): FixInit | null {
  const argument = node.isAwaitExpression() ? node.get('argument') : node;
  const statement = node.parentPath;
  if (!isCall(argument) || statement?.isExpressionStatement() !== true) return null;
  const edits = synchronous(argument, node, it);
  const logger = loggerFor(statement, it.context);
  if (edits === null || logger === null) return null;
  const shield = it.context.style.wrapInTry(
    { first: statement, last: statement },
    { catch: { name: logger.error, body: logger.says } },
  );
  if (shield === null) return null;
  return {
    reason: 'An exit handler is not waited for: what it only begins to write may never be written. It is written at once now.',
    at: rangeOf(statement.node),
    edits: [...shield.map((edit) => withoutAwait(edit, argument, it.file.text)), ...edits],
  };
}

function synchronous(call: CallPath, whole: NodePath, { context, file }: Case): readonly Edit[] | null {
  const callee = calleeOf(call);
  const names = context.originOf(callee)?.members ?? [];
  const method = names.at(-1) ?? '';
  const isPromise = names.length === 2 && names[0] === 'promises';
  const module = isPromise ? objectOf(objectOf(callee) ?? callee) : objectOf(callee);
  if (module?.isIdentifier() !== true || context.originOf(module)?.module !== 'fs' || !WRITES.has(method)) return null;
  const rest = isPromise ? [] : callbackOf(call, file.text);
  if (rest === null) return null;
  const text = file.text.slice(endOf(module), endOf(callee));
  if (!/^\s*\.[\s\w.]*$/.test(text) || /[\r\n]/.test(file.text.slice(startOf(whole), endOf(whole)))) return null;
  return [replaceRange(file.text, { start: endOf(module), end: endOf(callee) }, `.${method}Sync`), ...rest];
}

/** The edit that opens the `try` takes an `await` behind it away. */
function withoutAwait(edit: Edit, call: NodePath, text: string): Edit {
  const { parentPath } = call;
  if (parentPath?.isAwaitExpression() !== true || edit.end !== startOf(parentPath)) return edit;
  return replaceRange(text, { start: edit.start, end: startOf(call) }, edit.newText);
}

/** Takes away a callback that does nothing. */
function callbackOf(call: CallPath, text: string): readonly Edit[] | null {
  const [before, last] = argumentsOf(call).slice(-2);
  const callback = last === undefined ? null : functionAt(last);
  const body = callback === null ? null : callback.get('body');
  if (before === undefined || last === undefined || body === null || Array.isArray(body)) return null;
  if (!body.isBlockStatement() || statementsOf(body).length > 0) return null;
  const range = { start: endOf(before), end: endOf(last) };
  return /\/[/*]/.test(text.slice(range.start, range.end)) ? null : [replaceRange(text, range, '')];
}
