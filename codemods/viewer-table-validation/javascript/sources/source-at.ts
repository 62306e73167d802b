import type { NodePath } from 'codex-codemod';
import { definitionsOf } from '../program/definitions.js';
import { stringText } from '../program/names.js';
import type { Program } from '../program/program.js';
import type { Definition, Spot } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { down, parsedAt, parsedOfDefinition, word } from './parsed.js';
import type { Border, CommandValue, Source } from './source.js';
import { swallowed } from './swallowed.js';

/** The value of the command line that an expression reads; `checked` where only good ones come through. */
export function sourceOfExpression(program: Program, spot: Spot): Source | 'checked' | null {
  if (unwrap(spot.path).isIdentifier()) return null;
  const parsed = parsedAt(program, spot);
  if (parsed?.kind === 'checked') return 'checked';
  if (parsed?.kind === 'values') return several(parsed.value);
  return parsed?.kind === 'value' ? withBorder(program, parsed.value, { kind: 'wrap', expression: unwrap(spot.path) }) : null;
}

/** The same for a name that a pattern or a framework gives its value. */
export function sourceOfDefinition(program: Program, definition: Definition, use: NodePath): Source | 'checked' | null {
  if (definition.kind !== 'part' && definition.kind !== 'parameter') return null;
  const parsed = parsedOfDefinition(program, definition);
  if (parsed?.kind === 'checked') return 'checked';
  if (parsed?.kind === 'values') return several(parsed.value);
  if (parsed?.kind !== 'value') return null;
  const border = borderOf(definition, use);
  const source = withBorder(program, parsed.value, border);
  // A name that may have other values is not the place for a check of this one.
  const binding = use.isIdentifier() ? use.scope.getBinding(use.node.name) : undefined;
  if (border.kind === 'wrap' && parsed.value.declared === null && binding?.constant !== true)
    return { ...source, obstacle: MIXED };
  const { otherwise } = definition;
  // A check of a name that has its default already sees the default as well.
  const isUnknown = otherwise !== null && stringText(otherwise) === null && parsed.value.declared === null;
  return isUnknown ? { ...source, unknownDefault: source.unknownDefault ?? otherwise } : source;
}

const MIXED = { code: 'TBL007', message: 'its name may hold other values as well' } as const;

/** An element of a list that an expression reads: one of the words, or one of the values of an option. */
export function sourceOfElement(program: Program, of: Spot): Source | 'checked' | null {
  const path = unwrap(of.path);
  const parsed = parsedAt(program, { path, frame: of.frame }) ?? ofRest(program, { path, frame: of.frame });
  if (parsed === null || (parsed.kind !== 'words' && parsed.kind !== 'values')) return null;
  const element = parsed.kind === 'words' ? word(parsed, null) : { kind: 'value' as const, value: parsed.value };
  return element.kind === 'value' ? withBorder(program, element.value, { kind: 'wrap-each', expression: path }) : null;
}

/** `const [first, ...names] = words` */
function ofRest(program: Program, spot: Spot): ReturnType<typeof parsedAt> {
  const [only, another] = definitionsOf(program, spot);
  return another === undefined && only?.kind === 'part' ? down(parsedAt(program, only.of), only.keys) : null;
}

function several(value: CommandValue): Source {
  const obstacle = { code: 'TBL007', message: 'the option may be given several times' } as const;
  const { key, declared: _, ...facts } = value;
  return { ...facts, keys: [key], borders: [], obstacle: value.obstacle ?? obstacle };
}

function withBorder(program: Program, value: CommandValue, read: Border): Source {
  const { key, declared, ...facts } = value;
  const border = declared ?? read;
  return { ...facts, keys: [key], borders: [border], obstacle: facts.obstacle ?? swallowed(program, border) };
}

/** Where a name is checked that a pattern binds: in the next line, or as the first thing that its function does. */
function borderOf(definition: Definition & { readonly kind: 'part' | 'parameter' }, use: NodePath): Border {
  const name = use.isIdentifier() ? use.node.name : '';
  if (definition.kind === 'parameter') return inBody(definition.definition, name, use);
  const { by } = definition;
  if (by.isFunction()) return inBody(by, name, use);
  const statement = by.parentPath?.isExportNamedDeclaration() === true ? by.parentPath : by;
  return isBeside(statement) ? { kind: 'after', statement, name } : { kind: 'wrap', expression: use };
}

/** True for a statement behind which another one may stand. */
function isBeside({ listKey, parentPath }: NodePath): boolean {
  const isBlock = parentPath?.isProgram() === true || parentPath?.isBlockStatement() === true;
  return (isBlock && listKey === 'body') || (parentPath?.isSwitchCase() === true && listKey === 'consequent');
}

function inBody(definition: NodePath, name: string, use: NodePath): Border {
  const isBlock = definition.isFunction() && (definition.get('body') as NodePath).isBlockStatement();
  return isBlock ? { kind: 'body', definition, name } : { kind: 'wrap', expression: use };
}
