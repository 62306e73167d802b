import type { BabelBinding, NodePath } from 'codex-codemod';
import { functionOf } from './program/callee.js';
import { argumentsOf, calledName, isCall, receiverOf } from './program/calls.js';
import { definitionsOf } from './program/definitions.js';
import { isMember } from './program/names.js';
import type { Program } from './program/program.js';
import { unwrap } from './program/unwrap.js';
import { parsedAt, parsedOfDefinition } from './sources/parsed.js';
import type { Source } from './sources/source.js';

/** Longer ways from name to name are not followed. */
const MOST_ROUNDS = 12;

/** Methods after which a text means what it meant. */
const SAME: ReadonlySet<string> = new Set('trim toLowerCase toUpperCase toString'.split(' '));

type Flow = readonly [to: BabelBinding, from: NodePath];

/**
 * Every place of the file that holds a value once it has passed its border, whatever becomes of it there. It is wider than
 * the way back from the SQL text: what another branch does with a value says what the value may be.
 *
 * @param chain the expressions on the way from the SQL text to where the value is read
 */
export function carriersOf(program: Program, source: Source, chain: readonly NodePath[]): readonly NodePath[] {
  const bindings = new Set<BabelBinding>();
  for (const path of chain) {
    const binding = path.isIdentifier() ? path.scope.getBinding(path.node.name) : undefined;
    if (binding !== undefined) bindings.add(binding);
  }
  // Where the check stands around a reading, the other readings may be of something else.
  const members = isReadOnce(source) ? [] : membersOf(program, source);
  const nodes = new Set(members.map(({ node }) => node));
  const holds = (raw: NodePath): boolean => parts(raw).some((path) => nodes.has(path.node) || isBound(path, bindings));
  const flows = flowsOf(program, source);
  for (let round = 0, before = -1; round < MOST_ROUNDS && before < bindings.size; round++) {
    before = bindings.size;
    for (const [to, from] of flows) if (holds(from)) bindings.add(to);
  }
  return [...members, ...[...bindings].flatMap(({ referencePaths }) => referencePaths)];
}

function isReadOnce({ borders }: Source): boolean {
  return borders.every(({ kind }) => kind === 'wrap' || kind === 'wrap-each');
}

function membersOf(program: Program, source: Source): readonly NodePath[] {
  return program.members.filter((path) => {
    const parsed = parsedAt(program, { path, frame: null });
    return parsed?.kind === 'value' && source.keys.includes(parsed.value.key);
  });
}

function isBound(path: NodePath, bindings: ReadonlySet<BabelBinding>): boolean {
  const binding = path.isIdentifier() ? path.scope.getBinding(path.node.name) : undefined;
  return binding !== undefined && bindings.has(binding);
}

/** The expressions that an expression may come out as. */
function parts(raw: NodePath): readonly NodePath[] {
  const path = unwrap(raw);
  if (path.isLogicalExpression()) return [path.get('left'), path.get('right')].flatMap(parts);
  if (path.isConditionalExpression()) return [path.get('consequent'), path.get('alternate')].flatMap(parts);
  const receiver = isCall(path) && SAME.has(calledName(path)) ? receiverOf(path) : null;
  return receiver === null ? [path] : parts(receiver);
}

/** What is given to what in the file: declarations, assignments, arguments of the file's own functions. */
function flowsOf(program: Program, source: Source): readonly Flow[] {
  const flows: Flow[] = [];
  program.path.traverse({
    VariableDeclarator(path) {
      const init = path.get('init') as NodePath;
      const binding = path.node.id.type === 'Identifier' ? path.scope.getBinding(path.node.id.name) : undefined;
      if (binding !== undefined && init.node !== null && init.node !== undefined) flows.push([binding, init]);
    },
    AssignmentExpression(path) {
      const { left } = path.node;
      const binding = left.type === 'Identifier' ? path.scope.getBinding(left.name) : undefined;
      if (binding !== undefined) flows.push([binding, path.get('right')]);
    },
    Identifier(path) {
      // A name that a pattern takes out of the same option.
      const binding = path.isReferencedIdentifier() ? path.scope.getBinding(path.node.name) : undefined;
      if (binding === undefined || isReadOnce(source)) return;
      const holds = definitionsOf(program, { path, frame: null }).some((definition) => {
        const parsed = parsedOfDefinition(program, definition);
        return definition.kind !== 'value' && parsed?.kind === 'value' && source.keys.includes(parsed.value.key);
      });
      if (holds) flows.push([binding, path]);
    },
  });
  for (const call of [...program.calls.values()].flat()) {
    const definition = functionOf(program, call);
    if (definition === null) continue;
    const params = definition.get('params') as readonly NodePath[];
    for (const [index, argument] of argumentsOf(call).entries()) {
      const param = params[index];
      const named = param?.isAssignmentPattern() === true ? (param.get('left') as NodePath) : param;
      const binding = named?.isIdentifier() === true ? definition.scope.getBinding(named.node.name) : undefined;
      if (binding !== undefined) flows.push([binding, argument]);
    }
  }
  return flows;
}

/** Methods that take a text apart: what a part is compared with, the text is compared with. */
const PARTS: ReadonlySet<string> = new Set('charAt slice substring substr at'.split(' '));

/** The expression that a value is a part of, past types, defaults and methods: `(table ?? 'x').trim()`, `table[0]`. */
export function wholeOf(path: NodePath): NodePath {
  let at = path;
  for (let parent = at.parentPath; parent !== null; parent = at.parentPath) {
    const next = around(at, parent);
    if (next === null) return at;
    at = next;
  }
  return at;
}

function around(at: NodePath, parent: NodePath): NodePath | null {
  if (isMember(parent) && at.key === 'object') {
    if (parent.node.computed && parent.node.property.type === 'NumericLiteral') return parent;
    const call = parent.parentPath;
    const isMethod = isCall(call) && parent.key === 'callee' && (SAME.has(calledName(call)) || PARTS.has(calledName(call)));
    return isMethod ? call : null;
  }
  const isSame = unwrap(parent).node === unwrap(at).node && parent.isExpression();
  const isDefault = parent.isLogicalExpression() && parent.node.operator !== '&&';
  return isSame || isDefault ? parent : null;
}
