import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf, calledName } from '../program/arguments.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';

/** The regular expressions that an expression stands for; null where they are not written in the file. */
export function patternsOf(program: Program, expression: SyntaxNode): readonly string[] | null {
  const found: string[] = [];
  for (const origin of originsOf(program, { node: expression, frame: null })) {
    const node = origin.kind === 'value' ? origin.spot.node : null;
    const isCompiled = node?.type === 'call' && calledName(node) === 'compile';
    const written = isCompiled ? argumentsOf(node).positional[0] : node;
    const texts = written === null || written === undefined ? null : literalsOf(program, written);
    if (texts === null) return null;
    found.push(...texts);
  }
  return found.length === 0 ? null : found;
}

function literalsOf(program: Program, node: SyntaxNode): readonly string[] | null {
  const direct = stringText(unwrap(node));
  if (direct !== null) return [direct];
  const texts = originsOf(program, { node, frame: null }).map((origin) => {
    return origin.kind === 'value' ? stringText(origin.spot.node) : null;
  });
  return texts.every((text) => text !== null) ? texts : null;
}
