import type { BabelBinding, babel, NodePath } from 'codex-codemod';
import { callersOf, isKnownWhole } from './callee.js';
import { argumentsOf, calledName, isCall, receiverOf } from './calls.js';
import { keyName, startOf } from './names.js';
import { ownerOf } from './owner.js';
import type { Program } from './program.js';
import { reaching } from './reaching.js';
import type { Definition, Frame, Key, Spot } from './spot.js';

/** How a name stands in a pattern: the steps to it, and the default of the last one. */
interface Place {
  readonly keys: readonly Key[];
  readonly otherwise: NodePath | null;
}

/** What may have given a name its value at a place. Empty for a name that is not bound in this file, or bound by an import. */
export function definitionsOf(program: Program, { path, frame }: Spot): readonly Definition[] {
  if (!path.isIdentifier()) return [];
  const binding = path.scope.getBinding(path.node.name);
  // Babel keeps `private name` of a constructor's parameters in no scope.
  const property = path.findParent((one) => one.isTSParameterProperty());
  if (property !== null && property.scope.path === property.parentPath)
    return parameterNamed(program, property, path.node.name, frame);
  if (binding === undefined) return [];
  return reaching(path, sitesOf(binding)).flatMap((site) => definitionsAt(program, site, binding, path, frame));
}

/** The places that give a name a value: its declaration, and the assignments. */
function sitesOf(binding: BabelBinding): readonly NodePath[] {
  return [binding.path, ...binding.constantViolations.filter(({ node }) => node !== binding.path.node)];
}

function definitionsAt(
  program: Program,
  site: NodePath,
  binding: BabelBinding,
  use: NodePath,
  frame: Frame | null,
): readonly Definition[] {
  const since = ownerOf(site) === ownerOf(use) ? startOf(site) : -1;
  const name = binding.identifier.name;
  if (site.isVariableDeclarator()) return declared(site, name, since, frame);
  if (site.isAssignmentExpression()) return assigned(site, name, since, frame);
  if (site.isForOfStatement()) return [{ kind: 'element', of: spotOf(site.get('right'), frame), by: site, since }];
  if (binding.kind === 'param' && site.node === binding.path.node) return parameter(program, binding, since, frame);
  return [{ kind: 'unknown', since }];
}

function spotOf(path: NodePath, frame: Frame | null): Spot {
  // A frame is of use in its own function alone, and the functions inside of it.
  return { path, frame: frame !== null && path.findParent(({ node }) => node === frame.callee.node) !== null ? frame : null };
}

function declared(
  site: NodePath<babel.VariableDeclarator>,
  name: string,
  since: number,
  frame: Frame | null,
): readonly Definition[] {
  const loop = site.parentPath.parentPath;
  const place = placeIn(site.get('id') as NodePath, name);
  if (place === null) return [{ kind: 'unknown', since }];
  if (loop?.isForOfStatement() === true && site.parentPath.key === 'left') {
    const of = spotOf(loop.get('right'), frame);
    return place.keys.length === 0 ? [{ kind: 'element', of, by: loop, since }] : [{ kind: 'unknown', since }];
  }
  const init = site.get('init') as NodePath;
  if (init.node === null || init.node === undefined) return loop?.isForInStatement() === true ? [{ kind: 'unknown', since }] : [];
  return valued(place, spotOf(init, frame), site.parentPath, since);
}

function assigned(
  site: NodePath<babel.AssignmentExpression>,
  name: string,
  since: number,
  frame: Frame | null,
): readonly Definition[] {
  const [left, right] = [site.get('left') as NodePath, spotOf(site.get('right'), frame)];
  const { operator } = site.node;
  if (operator === '+=') return [{ kind: 'grown', left: spotOf(left, frame), right, since }];
  if (operator === '??=' || operator === '||=') {
    // The name keeps its value unless there is none.
    const before = {
      kind: 'value',
      spot: spotOf(left, frame),
      since,
      ...(operator === '||=' ? { emptyIsDefault: true } : {}),
    } as const;
    return [before, { kind: 'value', spot: right, since }];
  }
  const place = placeIn(left, name);
  return operator !== '=' || place === null ? [{ kind: 'unknown', since }] : valued(place, right, site.parentPath, since);
}

function valued({ keys, otherwise }: Place, of: Spot, by: NodePath, since: number): readonly Definition[] {
  return keys.length === 0 ? [{ kind: 'value', spot: of, since }] : [{ kind: 'part', of, keys, by, otherwise, since }];
}

function parameter(program: Program, binding: BabelBinding, since: number, frame: Frame | null): readonly Definition[] {
  const { path } = binding.scope;
  const param = path.isFunction() ? parameterAround(path, binding.path) : undefined;
  return param === undefined
    ? [{ kind: 'unknown', since }]
    : parameterNamed(program, param, binding.identifier.name, frame, since);
}

function parameterAround(definition: NodePath<babel.Function>, path: NodePath): NodePath | undefined {
  return (definition.get('params') as readonly NodePath[]).find(({ node }) => node === path.node);
}

/** The arguments of the calls in the file; and for those that are elsewhere, the parameter itself. */
function parameterNamed(program: Program, param: NodePath, name: string, frame: Frame | null, since = -1): readonly Definition[] {
  const definition = param.parentPath;
  const [index, place] = [Number(param.key), placeIn(param, name)];
  if (definition?.isFunction() !== true || place === null) return [{ kind: 'unknown', since }];
  const list = index === 0 && place.keys.length === 0 ? listOf(definition) : null;
  if (list !== null) return [{ kind: 'element', of: spotOf(list, frame), by: definition, since }];
  if (frame?.callee.node === definition.node) return given(frame.call, index, place, definition, since, frame.outer);
  const calls = callersOf(program, definition);
  const outside: Definition = { kind: 'parameter', definition, index, ...place, since };
  const inside = calls.flatMap((call) => given(call, index, place, definition, since, null));
  return calls.length > 0 && isKnownWhole(definition) ? inside : [...inside, outside];
}

const WALKS: ReadonlySet<string> = new Set('forEach map flatMap filter some every find'.split(' '));

/** `list` of `list.forEach((name) => ...)`, or null. */
function listOf(definition: NodePath<babel.Function>): NodePath | null {
  const call = definition.key === 0 && definition.listKey === 'arguments' ? definition.parentPath : null;
  return call !== null && isCall(call) && WALKS.has(calledName(call)) ? receiverOf(call) : null;
}

function given(
  call: Frame['call'],
  index: number,
  place: Place,
  definition: NodePath<babel.Function>,
  since: number,
  frame: Frame | null,
): readonly Definition[] {
  const list = argumentsOf(call);
  if (list.slice(0, index + 1).some((argument) => argument.isSpreadElement())) return [{ kind: 'unknown', since }];
  const argument = list[index];
  const otherwise =
    place.otherwise === null ? [] : [{ kind: 'value', spot: { path: place.otherwise, frame: null }, since } as const];
  if (argument === undefined) return otherwise;
  const of = { path: argument, frame };
  // The default of the parameter itself comes in where the argument is undefined.
  if (place.keys.length === 0) return [{ kind: 'value', spot: of, since }, ...otherwise];
  return [{ kind: 'part', of, keys: place.keys, by: definition, otherwise: place.otherwise, since }];
}

/** Where a name stands in a pattern; null where it is in none, or behind a computed key. */
function placeIn(pattern: NodePath, name: string): Place | null {
  if (pattern.isIdentifier()) return pattern.node.name === name ? { keys: [], otherwise: null } : null;
  if (pattern.isTSParameterProperty()) return placeIn(pattern.get('parameter') as NodePath, name);
  if (pattern.isAssignmentPattern()) {
    const place = placeIn(pattern.get('left') as NodePath, name);
    const isOwn = place !== null && place.keys.length === 0;
    return isOwn ? { ...place, otherwise: pattern.get('right') } : place;
  }
  if (pattern.isObjectPattern()) return placeInObject(pattern, name);
  if (!pattern.isArrayPattern()) return null;
  for (const [index, element] of (pattern.get('elements') as readonly NodePath[]).entries()) {
    if (element.node === null) continue;
    const isRest = element.isRestElement();
    const place = placeIn(isRest ? (element.get('argument') as NodePath) : element, name);
    if (place !== null) return { ...place, keys: [isRest ? { rest: index } : index, ...place.keys] };
  }
  return null;
}

function placeInObject(pattern: NodePath<babel.ObjectPattern>, name: string): Place | null {
  for (const property of pattern.get('properties')) {
    if (!property.isObjectProperty()) continue;
    const place = placeIn(property.get('value') as NodePath, name);
    const key = keyName(property.node.key, property.node.computed);
    if (place !== null) return key === null ? null : { ...place, keys: [key, ...place.keys] };
  }
  return null;
}
