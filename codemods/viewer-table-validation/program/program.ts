import type { SyntaxNode } from 'codex-codemod';
import type { Verdict } from '../guards/strength.js';
import type { Module } from './module.js';

/** A file under analysis, and what was found out about it on the way. */
export interface Program {
  readonly module: Module;
  /** The calls of the file by the last part of what they call. */
  readonly calls: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** The attributes that the file assigns to, by their names: `args.table` of `args.table = ...`. */
  readonly attributeTargets: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** The comparisons of the file. */
  readonly comparisons: readonly SyntaxNode[];
  /** The classes of the file. */
  readonly classes: readonly SyntaxNode[];
  /** Which calls go to a function of the file; filled in when first asked for. */
  readonly callers: Map<SyntaxNode, readonly SyntaxNode[]>;
  /** The functions of the file that calls go to; null where that is not known. */
  readonly callees: Map<SyntaxNode, Callee | null>;
  /** The attributes that classes of the file give themselves. */
  readonly attributes: Map<SyntaxNode, ReadonlyMap<string, readonly SyntaxNode[]>>;
  /** What functions of the file are known to do with a parameter. */
  readonly verdicts: Map<string, Verdict>;
}

/** What a call goes to. */
export interface Callee {
  readonly definition: SyntaxNode;
  /** True when the first parameter (`self`, `cls`) is not among the arguments. */
  readonly bound: boolean;
}

export function makeProgram(module: Module): Program {
  const calls = new Map<string, SyntaxNode[]>();
  const attributeTargets = new Map<string, SyntaxNode[]>();
  const comparisons: SyntaxNode[] = [];
  const classes: SyntaxNode[] = [];
  for (const node of module.file.root.descendants()) {
    if (node.type === 'class_definition') classes.push(node);
    if (node.type === 'comparison_operator') comparisons.push(node);
    if (node.type === 'call') file(calls, node.child('function'), node);
    if (node.type === 'assignment' || node.type === 'augmented_assignment') {
      const left = node.child('left');
      if (left?.type === 'attribute') file(attributeTargets, left, left);
    }
  }
  return {
    module,
    calls,
    attributeTargets,
    comparisons,
    classes,
    callers: new Map(),
    callees: new Map(),
    attributes: new Map(),
    verdicts: new Map(),
  };
}

/** Files a node under the last part of a name. */
function file(by: Map<string, SyntaxNode[]>, name: SyntaxNode | null, node: SyntaxNode): void {
  const key = (name?.type === 'attribute' ? name.child('attribute') : name)?.text ?? '';
  const same = by.get(key);
  if (same === undefined) by.set(key, [node]);
  else same.push(node);
}
