import type { Binding, BindingSite, SyntaxNode } from 'codex-codemod';

/** Bindings that need not happen when their statement is run: an empty loop, an exception that does not come. */
const MAYBE = new Set(['for', 'except', 'match', 'annotation', 'delete']);

const BLOCKS = new Set(['block', 'module']);

/** True when a read of the name, wherever it stands, can only be reached after the name was bound. */
export function isBoundAt(read: SyntaxNode, surely: SureBindings): boolean {
  let isLater = false;
  let node = read;
  for (const parent of read.ancestors()) {
    if (surely.around.has(parent)) return true;
    if (BLOCKS.has(parent.type)) {
      const first = surely.firstIn.get(parent);
      if (first !== undefined && (isLater || first < node.index)) return true;
    }
    if (parent.type === 'try_statement' && node.type === 'else_clause' && isMarked(surely, parent.child('body'))) return true;
    // What a function reads is read when it is called: everything around it has been run by then.
    isLater ||= (parent.type === 'function_definition' || parent.type === 'lambda') && node.field === 'body';
    node = parent;
  }
  return false;
}

/** Where a name is bound for certain. */
export interface SureBindings {
  /** For each block, the place among its children of the first statement that surely binds the name. */
  readonly firstIn: ReadonlyMap<SyntaxNode, number>;
  /** Statements that bind the name for what they contain: `for`, `with`, `except`, `match`. */
  readonly around: ReadonlySet<SyntaxNode>;
}

/**
 * Finds the statements that surely bind a name, from the inside to the outside: an `if` with `else` does when each branch
 * does or leaves, a `try` when its body and each handler do, or its `finally`.
 */
export function sureBindings({ name, sites }: Binding): SureBindings {
  const firstIn = new Map<SyntaxNode, number>();
  const around = new Set<SyntaxNode>();
  const surely: SureBindings = { firstIn, around };
  const found = sites.flatMap((site) => seedOf(site));
  for (const { kind, by } of sites)
    if (kind !== 'with' && MAYBE.has(kind) && kind !== 'delete' && kind !== 'annotation') around.add(by);
  for (let statement = found.pop(); statement !== undefined; statement = found.pop()) {
    const block = statement.parent;
    if (block === null || !BLOCKS.has(block.type)) continue;
    const known = firstIn.get(block);
    firstIn.set(block, Math.min(statement.index, known ?? statement.index));
    if (known !== undefined) continue;
    const outer = statementOf(block);
    if (outer !== null && bindsSurely(outer, surely, name)) found.push(outer);
  }
  return surely;
}

function seedOf({ kind, identifier }: BindingSite): readonly SyntaxNode[] {
  if (MAYBE.has(kind)) return [];
  for (let node = identifier; node.parent !== null; node = node.parent) if (BLOCKS.has(node.parent.type)) return [node];
  return [];
}

/** The compound statement that a block is part of, when running it may run the block. */
function statementOf(block: SyntaxNode): SyntaxNode | null {
  for (let node = block.parent; node !== null; node = node.parent) {
    if (node.parent !== null && BLOCKS.has(node.parent.type)) return node;
  }
  return null;
}

function bindsSurely(statement: SyntaxNode, surely: SureBindings, name: string): boolean {
  switch (statement.type) {
    case 'with_statement':
      return isMarked(surely, statement.child('body'));
    case 'if_statement':
      return ifBinds(statement, surely);
    case 'try_statement':
      return tryBinds(statement, surely, name);
    default:
      return false;
  }
}

function ifBinds(statement: SyntaxNode, surely: SureBindings): boolean {
  const branches = statement.childrenIn('alternative');
  const hasElse = branches.some((branch) => branch.type === 'else_clause');
  const blocks = [statement.child('consequence'), ...branches.map(blockOf)];
  return hasElse && blocks.every((block) => isMarked(surely, block) || leaves(block));
}

function tryBinds(statement: SyntaxNode, surely: SureBindings, name: string): boolean {
  const clauses = statement.children.filter((child) => /^(except|except_group|else|finally)_clause$/.test(child.type));
  const marked = (clause: SyntaxNode): boolean => isMarked(surely, blockOf(clause));
  if (clauses.some((clause) => clause.type === 'finally_clause' && marked(clause))) return true;
  const handlers = clauses.filter((clause) => clause.type.startsWith('except'));
  const body = statement.child('body');
  const isInBody = isMarked(surely, body) || clauses.some((clause) => clause.type === 'else_clause' && marked(clause));
  const isProbed = handlers.some((handler) => /\bNameError\b/.test(headOf(handler))) && body !== null && reads(body, name);
  return (isInBody || isProbed) && handlers.every((handler) => marked(handler) || leaves(blockOf(handler)));
}

function isMarked(surely: SureBindings, block: SyntaxNode | null): boolean {
  return block !== null && surely.firstIn.has(block);
}

function blockOf(clause: SyntaxNode): SyntaxNode | null {
  return clause.childOfType('block');
}

/** The text of a handler before its colon. */
export function headOf(handler: SyntaxNode): string {
  const body = blockOf(handler);
  return body === null ? handler.text : handler.text.slice(0, body.start - handler.start);
}

/** True when the name itself is what the block looks at. */
function reads(block: SyntaxNode, name: string): boolean {
  for (const node of block.ofType('identifier')) if (node.text === name) return true;
  return false;
}

/** True when nothing after the block is reached. */
function leaves(block: SyntaxNode | null): boolean {
  const last = block?.namedChildren.at(-1);
  if (last === undefined) return false;
  if (['raise_statement', 'return_statement', 'continue_statement', 'break_statement'].includes(last.type)) return true;
  const call = last.type === 'expression_statement' ? last.namedChildren[0] : undefined;
  return call?.type === 'call' && /^(sys\.exit|os\._exit|exit|quit)$/.test(call.child('function')?.text ?? '');
}
