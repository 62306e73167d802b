import type { babel, NodePath } from 'codex-codemod';
import type { Home } from './home.js';
import type { Slot } from './slot.js';

type Field = Home & { readonly kind: 'field' };

/** What a class says about one of its fields. */
interface Declaration {
  /** Its type annotation. */
  readonly type: babel.Node | null | undefined;
  readonly isOptional: boolean;
  readonly isReadonly: boolean;
  /** True when only the class itself, or a class that extends it, may name it. */
  readonly isHidden: boolean;
  /** True for a getter or a setter: what is kept stands elsewhere. */
  readonly isAccessor: boolean;
}

/** How a field is declared: in the body of its class, or as a parameter of the constructor. Null where it is only assigned. */
export function declarationOf({ owner, isStatic, name }: Field): Declaration | null {
  const named = owner.body.body.filter((member) => nameOf(member) === name && isStaticMember(member) === isStatic);
  const parameters = isStatic ? [] : owner.body.body.flatMap(parameterProperties).filter((one) => parameterName(one) === name);
  const [member] = [...named, ...parameters];
  if (member === undefined) return null;
  return {
    type: typeOf(member),
    isOptional: isSet(member.type === 'TSParameterProperty' ? parameterOf(member) : member, 'optional'),
    isReadonly: isSet(member, 'readonly'),
    isHidden: name.startsWith('#') || ('accessibility' in member && /^(?:private|protected)$/.test(member.accessibility ?? '')),
    isAccessor: member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod',
  };
}

/** Why a place of the program may not take a connection out of a slot that it can name; null where it may. */
export function barrierTo({ kind, home }: Slot, place: NodePath): string | null {
  if (home.kind === 'variable') return null;
  const declared = declarationOf(home);
  const isHidden = declared?.isHidden ?? home.name.startsWith('#');
  if (isHidden && !isInBodyOf(home, place)) return `only the class itself may name its field ${home.name}`;
  if (kind !== 'single' || declared === null) return null;
  if (declared.isReadonly) return `the field ${home.name} is readonly`;
  return declared.isAccessor ? `${home.name} is no field, but a getter or a setter` : null;
}

/** True where the name means the field: in its class, and in no other one that declares a `#name` alike. */
function isInBodyOf({ owner, name }: Field, place: NodePath): boolean {
  for (let at: NodePath | null = place; at !== null; at = at.parentPath) {
    if (!at.isClassBody()) continue;
    if (at.parent === owner) return true;
    if (name.startsWith('#') && at.node.body.some((member) => nameOf(member) === name)) return false;
  }
  return false;
}

type Member = babel.Class['body']['body'][number];

function nameOf(member: Member): string | null {
  if (!('key' in member)) return null;
  const { key } = member;
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && !isSet(member, 'computed') ? key.name : null;
}

function isStaticMember(member: Member): boolean {
  return isSet(member, 'static');
}

function parameterProperties(member: Member): readonly babel.TSParameterProperty[] {
  if (member.type !== 'ClassMethod' || member.kind !== 'constructor') return [];
  return member.params.filter((param) => param.type === 'TSParameterProperty');
}

/** The parameter itself, without its default. */
function parameterOf({ parameter }: babel.TSParameterProperty): babel.Node {
  return parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
}

function parameterName(property: babel.TSParameterProperty): string | null {
  const parameter = parameterOf(property);
  return parameter.type === 'Identifier' ? parameter.name : null;
}

function typeOf(member: Member | babel.TSParameterProperty): babel.Node | null | undefined {
  const typed = member.type === 'TSParameterProperty' ? parameterOf(member) : member;
  return 'typeAnnotation' in typed ? typed.typeAnnotation : null;
}

function isSet(node: babel.Node, flag: 'computed' | 'optional' | 'readonly' | 'static'): boolean {
  return Reflect.get(node, flag) === true;
}
