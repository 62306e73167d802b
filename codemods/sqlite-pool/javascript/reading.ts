import type { BabelBinding, JavaScriptFile, JavaScriptServices, NodePath, Range } from 'codex-codemod';
import { allPaths } from './syntax.js';

/** A file, as this codemod looks at it. */
export interface Reading extends Pick<JavaScriptServices, 'originOf' | 'style'> {
  readonly file: JavaScriptFile;
  /** Every node of the file, in the order of the text. */
  readonly paths: readonly NodePath[];
}

export function readFile(file: JavaScriptFile, { program, originOf, style }: JavaScriptServices): Reading {
  return { file, originOf, style, paths: [...allPaths(program)] };
}

export function rangeOf({ node: { start, end } }: NodePath): Range {
  return { start: start ?? 0, end: end ?? 0 };
}

export function textOf({ file }: Reading, path: NodePath): string {
  const { start, end } = rangeOf(path);
  return file.text.slice(start, end);
}

export function isInside(path: NodePath, range: Range): boolean {
  const { start, end } = rangeOf(path);
  return start >= range.start && end <= range.end;
}

export function bindingOf(path: NodePath): BabelBinding | null {
  return path.isIdentifier() ? (path.scope.getBinding(path.node.name) ?? null) : null;
}
