import type { BindingSite, SyntaxNode } from 'codex-codemod';
import { calleeOf, callersOf } from './callee.js';
import { lastRight } from './classes.js';
import { givenTo } from './given.js';
import { ownerOf } from './owner.js';
import type { Program } from './program.js';
import { reachingSites } from './reaching.js';
import type { Definition, Frame, Spot } from './spot.js';

/** What may have given a name the value that it has at one of its uses. Empty for names that the file does not bind. */
export function definitionsOf(program: Program, { node, frame }: Spot): readonly Definition[] {
  const resolution = program.module.scope.resolve(node);
  if (resolution.kind !== 'bound') return [];
  const { binding } = resolution;
  const owner = ownerOf(program.module, node);
  return reachingSites(program.module, node, binding).flatMap((site) => {
    const same = ownerOf(program.module, site.identifier) === owner;
    // Seen from an inner function, the frame of the outer one is not known.
    const seen = same ? frame : null;
    return definitionsAt(program, site, seen, same && site.kind !== 'parameter' ? site.identifier.start : -1);
  });
}

function definitionsAt(program: Program, site: BindingSite, frame: Frame | null, since: number): readonly Definition[] {
  const { by, identifier } = site;
  switch (site.kind) {
    case 'assignment':
      return [assigned(by, identifier, frame, since)];
    case 'augmented-assignment':
      return [grown(by, frame, since)];
    case 'walrus':
      return [valueDefinition(by.child('value'), frame, since)];
    case 'for':
      return [iterated(by, identifier, frame, since)];
    case 'with':
      return [valueDefinition(identifier.closest('as_pattern')?.namedChildren[0] ?? null, frame, since)];
    case 'parameter':
      return parameterDefinitions(program, identifier, frame);
    default:
      return [{ kind: 'unknown', since }];
  }
}

function valueDefinition(node: SyntaxNode | null, frame: Frame | null, since: number): Definition {
  return node === null ? { kind: 'unknown', since } : { kind: 'value', spot: { node, frame }, since };
}

function assigned(by: SyntaxNode, identifier: SyntaxNode, frame: Frame | null, since: number): Definition {
  const [left, right] = [by.child('left'), by.child('right')];
  if (left === null || right === null) return { kind: 'unknown', since };
  const value = { node: lastRight(right), frame };
  if (left === identifier) return { kind: 'value', spot: value, since };
  const { parent } = identifier;
  if (parent?.type === 'list_splat_pattern' && parent.parent === left) {
    return { kind: 'rest', of: value, from: left.namedChildren.indexOf(parent), by, since };
  }
  const path = pathTo(left, identifier);
  return path === null ? { kind: 'unknown', since } : { kind: 'part', of: value, path, by, since };
}

function grown(by: SyntaxNode, frame: Frame | null, since: number): Definition {
  const [left, right] = [by.child('left'), by.child('right')];
  if (left === null || right === null || by.child('operator')?.text !== '+=') return { kind: 'unknown', since };
  return { kind: 'grown', left: { node: left, frame }, right: { node: right, frame }, since };
}

function iterated(by: SyntaxNode, identifier: SyntaxNode, frame: Frame | null, since: number): Definition {
  const [left, right] = [by.child('left'), by.child('right')];
  const path = left === null ? null : pathTo(left, identifier);
  if (right === null || path === null) return { kind: 'unknown', since };
  return { kind: 'element', of: { node: right, frame }, path, by, since };
}

/** The indexes that lead to a name inside of a pattern, from the end where it follows a starred one; null inside of that. */
function pathTo(pattern: SyntaxNode, identifier: SyntaxNode): readonly number[] | null {
  const path: number[] = [];
  for (let node = identifier; node !== pattern; ) {
    const { parent } = node;
    if (parent === null || node.type === 'list_splat_pattern') return null;
    const index = parent.namedChildren.indexOf(node);
    const starred = parent.namedChildren.slice(0, index).some((child) => child.type === 'list_splat_pattern');
    if (parent.type !== 'parenthesized_expression') path.unshift(starred ? index - parent.namedChildren.length : index);
    node = parent;
  }
  return path;
}

/** In a frame, what its call gives; without one, what every call in the file gives, and what others may. */
function parameterDefinitions(program: Program, identifier: SyntaxNode, frame: Frame | null): readonly Definition[] {
  const definition = ownerOf(program.module, identifier);
  const name = identifier.text;
  if (definition.type === 'lambda') return [{ kind: 'parameter', definition, name, since: -1 }];
  if (definition.type !== 'function_definition') return [{ kind: 'unknown', since: -1 }];
  if (frame !== null && frame.callee === definition) return [givenBy(program, frame.call, frame.outer, name)];
  const callers = callersOf(program, definition);
  const given = callers.map((call) => givenBy(program, call, null, name));
  return [...given, { kind: 'parameter', definition, name, since: -1 }];
}

function givenBy(program: Program, call: SyntaxNode, frame: Frame | null, name: string): Definition {
  const callee = calleeOf(program, call);
  const given = callee === null ? null : givenTo(call, callee, name);
  switch (given?.kind) {
    case 'value':
      return { kind: 'value', spot: { node: given.node, frame }, since: -1 };
    case 'fallback':
      return { kind: 'value', spot: { node: given.node, frame: null }, since: -1 };
    case 'member':
      return { kind: 'member', of: { node: given.of, frame }, name, since: -1 };
    default:
      return { kind: 'unknown', since: -1 };
  }
}
