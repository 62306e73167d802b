import type { SyntaxNode } from 'codex-codemod';
import { receiverOf } from './functions.js';
import type { Reading } from './reading.js';

/**
 * Where a value can outlive a call: a name of the module or an attribute of a class or its objects, and what hangs
 * below it. `self._local.conn` in class `Store` is `{ root: 'Store', steps: ['_local', 'conn'] }`.
 */
export interface Place {
  /** The class whose attribute it is; null for a name of the module, which is then the first step. */
  readonly owner: SyntaxNode | null;
  /** Attribute names, and `[]` for an element. */
  readonly steps: readonly string[];
  /** Equal for equal places. */
  readonly key: string;
}

function makePlace(owner: SyntaxNode | null, steps: readonly string[]): Place {
  return { owner, steps, key: `${owner?.start ?? 'module'}:${steps.join('.')}` };
}

/** Aliases of aliases are followed this far. */
const MOST_HOPS = 4;

/** The place that an expression denotes, or null when it denotes none or one that ends with the call. */
export function placeOf(expression: SyntaxNode, reading: Reading, hops = MOST_HOPS): Place | null {
  const steps: string[] = [];
  let node = expression;
  for (;;) {
    const attribute = node.type === 'attribute' ? (node.child('attribute')?.text ?? null) : null;
    const inner = node.child(node.type === 'attribute' ? 'object' : 'value');
    if (node.type === 'identifier') return placeOfName(node, steps, reading, hops);
    if (node.type === 'parenthesized_expression' && node.namedChildren[0] !== undefined) node = node.namedChildren[0];
    else if (attribute !== null && inner !== null) {
      steps.unshift(attribute);
      node = inner;
    } else if (node.type === 'subscript' && inner !== null) {
      steps.unshift('[]');
      node = inner;
    } else return null;
  }
}

function placeOfName(name: SyntaxNode, steps: readonly string[], reading: Reading, hops: number): Place | null {
  const resolution = reading.scope.resolve(name);
  if (resolution.kind !== 'bound') return null;
  const { binding } = resolution;
  const [first, ...rest] = steps;
  const owner = first === undefined ? null : classOfName(name, reading);
  if (owner !== null && first !== undefined) return placeIn(owner, [first, ...rest], reading, hops);
  if (binding.scope.kind === 'module') return makePlace(null, [binding.name, ...steps]);
  if (binding.scope.kind === 'class') return makePlace(binding.scope.node, [binding.name, ...steps]);
  const value = binding.sites.length === 1 && hops > 0 ? soleValue(binding.sites[0]?.identifier) : null;
  if (value === null || !/^(identifier|attribute|subscript)$/.test(value.type)) return null;
  const behind = placeOf(value, reading, hops - 1);
  return behind === null ? null : makePlace(behind.owner, [...behind.steps, ...steps]);
}

/** `pool.idle` of `self.pool.idle` belongs to the class that `self.pool` is an object of, where that can be told. */
function placeIn(owner: SyntaxNode, steps: readonly string[], reading: Reading, hops: number): Place {
  const [first, ...rest] = steps;
  const home = first === undefined ? owner : homeOf(owner, first, reading);
  const inner = first === undefined || rest.length === 0 || hops === 0 ? null : classAt(makePlace(home, [first]), reading);
  if (inner === null || derivesFromLocal(inner, reading)) return makePlace(home, steps);
  return placeIn(inner, rest, reading, hops - 1);
}

/** The value that an assignment gives to an identifier, with chained assignments passed; null for every other target. */
export function soleValue(identifier: SyntaxNode | undefined): SyntaxNode | null {
  const assignment = identifier?.parent;
  if (assignment?.type !== 'assignment' || assignment.child('left') !== identifier) return null;
  return endOfChain(assignment);
}

/** `c` of `a = b = c`. */
export function endOfChain(assignment: SyntaxNode): SyntaxNode | null {
  let right = assignment.child('right');
  while (right?.type === 'assignment') right = right.child('right');
  return right;
}

/** The class that `self`, `cls` or the name of a class of this module stands for. */
function classBehind(name: SyntaxNode, reading: Reading): SyntaxNode | null {
  const resolution = reading.scope.resolve(name);
  if (resolution.kind !== 'bound') return null;
  const site = resolution.binding.sites.length === 1 ? resolution.binding.sites[0] : undefined;
  if (site?.kind === 'class') return site.by.type === 'class_definition' ? site.by : null;
  if (site?.kind !== 'parameter') return null;
  const method = reading.functionOf(resolution.binding.scope);
  return method !== null && receiverOf(method) === name.text ? method.owner : null;
}

/** The class of this module that a name of the module is once and for all an object of. */
function instanceClass(name: SyntaxNode, reading: Reading): SyntaxNode | null {
  const resolution = reading.scope.resolve(name);
  if (resolution.kind !== 'bound' || resolution.binding.scope.kind !== 'module') return null;
  const { sites } = resolution.binding;
  const value = sites.length === 1 ? soleValue(sites[0]?.identifier) : null;
  const made = value?.type === 'call' ? calledClass(value, reading) : null;
  // What a threading.local holds belongs to the object and the thread, not to the class.
  return made === null || derivesFromLocal(made, reading) ? null : made;
}

export function derivesFromLocal(owner: SyntaxNode, reading: Reading): boolean {
  return withBases(owner, reading).some((known) =>
    (known.child('superclasses')?.namedChildren ?? []).some((base) => reading.imports.qualifiedName(base) === 'threading.local'),
  );
}

/** The class of this module that a call makes an object of. */
export function calledClass(call: SyntaxNode, reading: Reading): SyntaxNode | null {
  const callee = call.child('function');
  return callee?.type === 'identifier' && !isReceiver(callee, reading) ? classBehind(callee, reading) : null;
}

function isReceiver(name: SyntaxNode, reading: Reading): boolean {
  const facts = reading.functionAround(name);
  return facts !== null && receiverOf(facts) === name.text;
}

/** The class that an expression is an object of, or is: `self`, `Store`, a module's `store = Store()`, `self.pool = Pool()`. */
export function classOf(expression: SyntaxNode, reading: Reading): SyntaxNode | null {
  if (expression.type === 'identifier') return classOfName(expression, reading);
  const place = placeOf(expression, reading);
  return place === null ? null : classAt(place, reading);
}

function classOfName(name: SyntaxNode, reading: Reading): SyntaxNode | null {
  return classBehind(name, reading) ?? instanceClass(name, reading) ?? annotatedClass(name, reading);
}

/** The class of what is once and for all assigned to a place: `self.pool = Pool()`, or a parameter that is said to be a `Pool`. */
function classAt(place: Place, reading: Reading): SyntaxNode | null {
  const values = declarationsOf(place, reading);
  const value = values.length === 1 ? values[0]?.value : null;
  if (value?.type === 'call') return calledClass(value, reading);
  return value?.type === 'identifier' ? annotatedClass(value, reading) : null;
}

/** `Pool` of a parameter `pool: Pool` that is bound to nothing else. */
function annotatedClass(name: SyntaxNode, reading: Reading): SyntaxNode | null {
  const resolution = reading.scope.resolve(name);
  const sites = resolution.kind === 'bound' ? resolution.binding.sites : [];
  const site = sites.length === 1 && sites[0]?.kind === 'parameter' ? sites[0] : undefined;
  const type = site?.identifier.parent?.child('type')?.text.replaceAll(/^["']|["']$/g, '');
  const binding = type === undefined ? undefined : reading.scope.module.bindings.get(type);
  const by = binding?.sites.length === 1 ? binding.sites[0]?.by : undefined;
  return by?.type === 'class_definition' ? by : null;
}

/** The class and the classes of this module that it inherits from, nearest first. */
export function withBases(owner: SyntaxNode, reading: Reading): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [owner];
  for (const known of found) {
    for (const base of known.child('superclasses')?.namedChildren ?? []) {
      const definition = base.type === 'identifier' ? classBehind(base, reading) : null;
      if (definition !== null && !found.includes(definition)) found.push(definition);
    }
  }
  return found;
}

/** The class in which an attribute is at home: the one that assigns it, else the one that it was met in. */
function homeOf(owner: SyntaxNode, attribute: string, reading: Reading): SyntaxNode {
  const attributes = attributesOf(reading);
  return withBases(owner, reading).find((known) => attributes.get(known)?.has(attribute)) ?? owner;
}

const assigned = new WeakMap<Reading, ReadonlyMap<SyntaxNode, ReadonlySet<string>>>();

/** Which class assigns which attributes, in its body or through its receiver. */
function attributesOf(reading: Reading): ReadonlyMap<SyntaxNode, ReadonlySet<string>> {
  const known = assigned.get(reading);
  if (known !== undefined) return known;
  const found = new Map<SyntaxNode, Set<string>>();
  assigned.set(reading, found);
  for (const assignment of reading.file.root.ofType('assignment')) {
    const left = assignment.child('left');
    if (left === null) continue;
    const owner =
      left.type === 'attribute' ? receiverClass(left, reading) : left.type === 'identifier' ? bodyClass(assignment) : null;
    const name = left.type === 'attribute' ? left.child('attribute')?.text : left.text;
    if (owner !== null && name !== undefined) found.set(owner, (found.get(owner) ?? new Set()).add(name));
  }
  return found;
}

function receiverClass(attribute: SyntaxNode, reading: Reading): SyntaxNode | null {
  const object = attribute.child('object');
  return object?.type === 'identifier' ? classBehind(object, reading) : null;
}

function bodyClass(assignment: SyntaxNode): SyntaxNode | null {
  const outer = assignment.closest('class_definition', 'function_definition', 'lambda');
  return outer?.type === 'class_definition' ? outer : null;
}

/** One assignment to a place as a whole. */
export interface Declaration {
  readonly place: Place;
  /** Null for an annotation without a value. */
  readonly value: SyntaxNode | null;
  readonly type: SyntaxNode | null;
  readonly node: SyntaxNode;
}

const declared = new WeakMap<Reading, ReadonlyMap<string, readonly Declaration[]>>();

export function declarationsOf(place: Place, reading: Reading): readonly Declaration[] {
  let known = declared.get(reading);
  if (known === undefined) {
    known = readDeclarations(reading);
    declared.set(reading, known);
  }
  return known.get(place.key) ?? [];
}

function readDeclarations(reading: Reading): ReadonlyMap<string, readonly Declaration[]> {
  const found = new Map<string, Declaration[]>();
  for (const node of reading.file.root.ofType('assignment')) {
    const left = node.child('left');
    const place = left === null || left.type === 'subscript' ? null : placeOf(left, reading, 0);
    if (place === null) continue;
    const list = found.get(place.key) ?? [];
    list.push({ place, value: endOfChain(node), type: node.child('type'), node });
    found.set(place.key, list);
  }
  return found;
}
