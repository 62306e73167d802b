import { type babel, type Edit, insertAt, type JavaScriptStyle, lineStartAt, type NodePath, replaceRange } from 'codex-codemod';
import { argumentsOf, isCall } from '../program/calls.js';
import { isMember, rangeOf } from '../program/names.js';
import type { Program } from '../program/program.js';
import type { Call } from '../program/spot.js';
import type { Border } from '../sources/source.js';

/** The edits that put a check at a border that is an expression; null when they cannot be made exactly. */
export function expressionEdits(
  program: Program,
  border: Border,
  check: string,
  { quote }: Pick<JavaScriptStyle, 'quote'>,
): readonly Edit[] | null {
  switch (border.kind) {
    case 'commander':
      return parserArgument(program.file.text, border.call, check, quote);
    case 'arg-parser':
      return [insertAt(rangeOf(border.call).end, `.argParser(${check})`)];
    case 'coerce':
      return coerceProperty(program, border.options, isTypeScript(program) ? `(value: string) => ${check}(value)` : check);
    case 'wrap':
      return wrapped(border.expression, `${check}(`, ')');
    case 'wrap-each': {
      const isPrimary = isMember(border.expression) || isCall(border.expression) || border.expression.isIdentifier();
      return wrapped(border.expression, isPrimary ? '' : '(', `${isPrimary ? '' : ')'}.map((name) => ${check}(name))`);
    }
    default:
      return null;
  }
}

export function isTypeScript({ file }: Pick<Program, 'file'>): boolean {
  return /\.[cm]?tsx?$/i.test(file.path);
}

function wrapped(expression: NodePath, before: string, after: string): readonly Edit[] | null {
  const { parentPath: parent } = expression;
  const isTarget = parent?.isAssignmentExpression() === true && expression.key === 'left';
  const isShort = parent?.isObjectProperty({ shorthand: true }) === true;
  // `a?.b.c` stops at `a?.`; a call around `a?.b` would go on.
  const isChained = (expression.isOptionalMemberExpression() || expression.isOptionalCallExpression()) && isOptional(parent);
  if (isTarget || isShort || isChained || parent?.isUpdateExpression() === true) return null;
  const { start, end } = rangeOf(expression);
  return [...(before === '' ? [] : [insertAt(start, before)]), insertAt(end, after)];
}

function isOptional(parent: NodePath | null): boolean {
  return parent !== null && (parent.isOptionalMemberExpression() || parent.isOptionalCallExpression());
}

/** Puts a function behind the description: https://github.com/tj/commander.js#custom-option-processing */
function parserArgument(text: string, call: Call, check: string, quote: JavaScriptStyle['quote']): readonly Edit[] | null {
  const given = argumentsOf(call);
  const [flags, description] = given;
  if (flags === undefined || given.some((argument) => argument.isSpreadElement())) return null;
  const last = description ?? flags;
  const start = rangeOf(flags).start;
  const isOwnLine = /^[ \t]*$/.test(text.slice(lineStartAt(text, start), start));
  const separator = isOwnLine ? `,${newlineBefore(text, start)}` : ', ';
  const empty = description === undefined ? `${separator}${quote}${quote}` : '';
  return [insertAt(rangeOf(last).end, `${empty}${separator}${check}`)];
}

/** The line break before an offset, with the indentation behind it. */
function newlineBefore(text: string, offset: number): string {
  return /(?:\r\n|\r|\n)[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '\n';
}

/** Puts `coerce` behind the last property, or before it where a comment follows on its line. */
function coerceProperty({ file }: Program, options: NodePath<babel.ObjectExpression>, check: string): readonly Edit[] | null {
  const { text } = file;
  const last = options.get('properties').at(-1);
  const { start, end } = rangeOf(options);
  if (last === undefined)
    return /^\{\s*\}$/.test(text.slice(start, end)) ? [replaceRange(text, { start, end }, `{ coerce: ${check} }`)] : null;
  const property = rangeOf(last);
  const isOwnLine = /^[ \t]*$/.test(text.slice(lineStartAt(text, property.start), property.start));
  const separator = isOwnLine ? newlineBefore(text, property.start) : ' ';
  const rest = /^[^\r\n]*/.exec(text.slice(property.end))?.[0] ?? '';
  if (isOwnLine && /\/[/*]/.test(rest)) return [insertAt(property.start, `coerce: ${check},${separator}`)];
  return [insertAt(property.end, `,${separator}coerce: ${check}`)];
}
