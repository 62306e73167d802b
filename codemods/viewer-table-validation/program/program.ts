import type { SyntaxNode } from 'codex-codemod';
import type { Verdict } from '../guards/strength.js';
import type { Module } from './module.js';

/** A file under analysis, and what was found out about it on the way. */
export interface Program {
  readonly module: Module;
  /** The calls of the file by the last part of what they call. */
  readonly calls: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** The classes of the file. */
  readonly classes: readonly SyntaxNode[];
  /** Which calls go to a function of the file; filled in when first asked for. */
  readonly callers: Map<SyntaxNode, readonly SyntaxNode[]>;
  /** The functions of the file that calls go to; null where that is not known. */
  readonly callees: Map<SyntaxNode, Callee | null>;
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
  const classes: SyntaxNode[] = [];
  for (const node of module.file.root.descendants()) {
    if (node.type === 'class_definition') classes.push(node);
    if (node.type !== 'call') continue;
    const callee = node.child('function');
    const name = (callee?.type === 'attribute' ? callee.child('attribute') : callee)?.text ?? '';
    const same = calls.get(name);
    if (same === undefined) calls.set(name, [node]);
    else same.push(node);
  }
  return { module, calls, classes, callers: new Map(), callees: new Map(), verdicts: new Map() };
}
