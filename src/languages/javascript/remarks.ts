import type { Range } from '../../core/range.js';
import { type Remark, remarksByLine } from '../remark.js';
import type { JavaScriptFile } from './javascript-file.js';
import { isSyntaxObject, rootOf, type SyntaxObject, walk } from './syntax-object.js';

/** The comments that may hold codemods back. A statement or member without those inside of it is a unit. */
export function remarks(file: JavaScriptFile): readonly Remark[] {
  const containers: Range[] = [];
  const statements: Range[] = [];
  for (const { node } of walk(rootOf(file.ast))) {
    if (isCommentOfJsx(node)) containers.push(node);
    else if (isStatement(node)) statements.push(node);
  }
  const comments = file.tokens.filter(({ kind }) => kind === 'comment');
  return remarksByLine(file.text, comments, pieces(file, statements), containers);
}

/** In JSX, a comment needs braces around it, which are no code beside it. */
function isCommentOfJsx({ type, expression }: SyntaxObject): boolean {
  return type === 'JSXExpressionContainer' && isSyntaxObject(expression) && expression.type === 'JSXEmptyExpression';
}

const MEMBER =
  /^(?:Class(?:Private|Accessor)?(?:Method|Property)|ObjectMethod|TS\w*Signature|TSDeclareMethod|SwitchCase|Directive)$/;

function isStatement({ type }: SyntaxObject): boolean {
  return type !== 'BlockStatement' && (/(?:Statement|Declaration)$/.test(type) || MEMBER.test(type));
}

/** Runs of tokens that have the same innermost statement: of one that holds others, what stands before, between and behind them. */
function pieces({ tokens }: JavaScriptFile, statements: readonly Range[]): readonly Range[] {
  const ordered = [...statements].sort((a, b) => a.start - b.start || b.end - a.end);
  const open: Range[] = [];
  const found: { start: number; end: number }[] = [];
  let next = 0;
  let owner: Range | undefined;
  for (const { kind, start, end } of tokens) {
    if (kind === 'comment') continue;
    for (let statement = ordered[next]; statement !== undefined && statement.start <= start; statement = ordered[++next]) {
      open.push(statement);
    }
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= start) open.pop();
    const last = found.at(-1);
    if (last !== undefined && open.at(-1) === owner) last.end = end;
    else found.push({ start, end });
    owner = open.at(-1);
  }
  return found;
}
