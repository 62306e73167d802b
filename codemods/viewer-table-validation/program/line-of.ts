import type { SyntaxNode } from 'codex-codemod';
import type { Program } from './program.js';

/** The line that a node begins in; the first line is 1. */
export function lineOf(program: Program, node: SyntaxNode): number {
  return (program.module.file.text.slice(0, node.start).match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
}
