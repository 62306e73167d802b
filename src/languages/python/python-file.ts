import type { SourceFile } from '../../core/source-file.js';
import type { SyntaxNode } from '../../core/syntax-node.js';

/** A parsed Python file. Node types and fields are those of tree-sitter-python 0.23: see `codemod tree <file>`. */
export interface PythonFile extends SourceFile {
  readonly root: SyntaxNode;
}
