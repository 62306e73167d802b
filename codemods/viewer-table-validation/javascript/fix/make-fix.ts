import type { babel, Edit, JavaScriptStyle, NodePath } from 'codex-codemod';
import type { Program } from '../program/program.js';
import type { Border, Flavour } from '../sources/source.js';
import { expressionEdits, isTypeScript } from './border-edits.js';
import { findHelpers } from './find-helper.js';
import { helperText } from './helper-text.js';
import { insertHelpers } from './insert-helper.js';

/** A border, and whether its check lets an empty name through. */
export interface Checked {
  readonly border: Border;
  readonly allowsEmpty: boolean;
}

/** The edits that put a check at each border, with the function that checks; null when they cannot be made exactly. */
export function checkAtBorders(program: Program, style: JavaScriptStyle, checks: readonly Checked[]): readonly Edit[] | null {
  const flavour: Flavour = checks.some(({ border }) => isCommander(border)) ? 'commander' : 'plain';
  const standing = findHelpers(program).filter((helper) => helper.flavour === flavour);
  const made = new Map<boolean, string>();
  const nameFor = (allowsEmpty: boolean): string => {
    const known = standing.find((helper) => helper.allowsEmpty === allowsEmpty)?.name ?? made.get(allowsEmpty);
    if (known !== undefined) return known;
    const name = freeName(program, style, [...made.values()]);
    made.set(allowsEmpty, name);
    return name;
  };
  const edits = [
    ...checks
      .filter(({ border }) => !isStatement(border))
      .map(({ border, allowsEmpty }) => expressionEdits(program, border, nameFor(allowsEmpty), style)),
    ...statementEdits(style, checks, nameFor),
  ];
  const texts = [...made].map(([allowsEmpty, name]) => helperText(name, flavour, allowsEmpty, isTypeScript(program)));
  const helpers =
    texts.length === 0
      ? []
      : insertHelpers(
          program,
          style,
          checks.map(({ border }) => border),
          texts,
        );
  return [...edits, helpers].some((some) => some === null) ? null : [...edits, helpers].flatMap((some) => some ?? []);
}

function isCommander({ kind }: Border): boolean {
  return kind === 'commander' || kind === 'arg-parser';
}

function isStatement(border: Border): border is Border & { readonly kind: 'after' | 'body' } {
  return border.kind === 'after' || border.kind === 'body';
}

/** The checks of names that one pattern binds stand together. */
function statementEdits(
  style: JavaScriptStyle,
  checks: readonly Checked[],
  nameFor: (allowsEmpty: boolean) => string,
): readonly (readonly Edit[] | null)[] {
  const lines = new Map<babel.Node, { readonly at: NodePath; readonly after: boolean; readonly code: string[] }>();
  for (const { border, allowsEmpty } of [...checks].sort(byName)) {
    if (!isStatement(border)) continue;
    const at = border.kind === 'after' ? border.statement : (border.definition.get('body') as NodePath);
    const place = lines.get(at.node) ?? { at, after: border.kind === 'after', code: [] };
    place.code.push(`${nameFor(allowsEmpty)}(${border.name});`);
    lines.set(at.node, place);
  }
  return [...lines.values()].map(({ at, after, code }) => {
    if (after) return style.insertAfter(at, code.join('\n'));
    return at.isBlockStatement() ? style.insertAtStart(at, code.join('\n')) : null;
  });
}

/** In the order in which the pattern, or the function, names them. */
function byName(a: Checked, b: Checked): number {
  return declaredAt(a.border) - declaredAt(b.border);
}

function declaredAt(border: Border): number {
  if (!isStatement(border)) return 0;
  const { scope } = border.kind === 'after' ? border.statement : border.definition;
  return scope.getBinding(border.name)?.identifier.start ?? 0;
}

const NAME = 'validateTableName';

function freeName({ file }: Program, style: JavaScriptStyle, taken: readonly string[]): string {
  const free = style.freeName(NAME);
  if (!taken.includes(free)) return free;
  const used = new Set([...taken, ...file.tokens.map(({ value }) => value)]);
  for (let number = 2; ; number++) if (!used.has(`${NAME}${number}`)) return `${NAME}${number}`;
}
