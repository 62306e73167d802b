import { positionsOf, type SourceFile } from '../../core/source-file.js';
import type { SyntaxNode } from '../../core/syntax-node.js';
import type { Scopes } from '../../languages/python/scope/scope.js';

/** Where our own answers contradict each other. */
export interface Contradiction {
  /** Counts from 1. */
  readonly line: number;
  readonly message: string;
}

/** Asks for the same thing in several ways: reads are in order, `resolve` agrees with `lookup` and with the lists of bindings. */
export function contradictionsIn(file: SourceFile, scopes: Scopes): readonly Contradiction[] {
  const positionOf = positionsOf(file.text);
  const found: Contradiction[] = [];
  const say = (node: SyntaxNode, message: string): void => {
    found.push({ line: positionOf(node.start).line, message });
  };
  let last = -1;
  for (const read of scopes.reads) {
    if (read.start <= last) say(read, `${read.text} is out of order`);
    last = read.start;
    if (bindingOf(read, scopes) !== scopes.lookup(read.text, scopes.scopeOf(read))) {
      say(read, `resolve and lookup disagree on ${read.text}`);
    }
  }
  for (const scope of scopes.all) {
    for (const binding of scope.bindings.values()) {
      for (const node of [...binding.uses, ...binding.declarations, ...binding.sites.map((site) => site.identifier)]) {
        if (bindingOf(node, scopes) !== binding) say(node, `${node.text} is listed with another binding than it resolves to`);
      }
    }
  }
  return found;
}

function bindingOf(node: SyntaxNode, scopes: Scopes): object | null {
  const resolution = scopes.resolve(node);
  return resolution.kind === 'bound' ? resolution.binding : null;
}
