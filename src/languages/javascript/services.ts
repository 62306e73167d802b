import type { NodePath } from '@babel/traverse';
import type { Program } from '@babel/types';
import type { Edit } from '../../core/edit.js';
import type { Origin } from './scope/origin.js';
import type { JavaScriptStyle } from './style/style.js';
import type { SyntaxObject } from './syntax-object.js';

/** What a transform of a JavaScript or TypeScript file finds in its context. */
export interface JavaScriptServices {
  /**
   * Babel's path of the program: `traverse`, `scope.getBinding(name)` and all else of https://babeljs.io/docs/babel-traverse.
   * Scopes know values, not types: the names of interfaces, type aliases, enums and namespaces are in none. Never change the tree.
   *
   * @throws CodemodError `scope-unclear` where Babel finds a name declared twice in one scope.
   */
  readonly program: NodePath<Program>;
  /** The module that an expression comes from, through its imports, and the names that lead to it; see {@link Origin}. */
  originOf(expression: NodePath): Origin | null;
  /** Edits of whole statements in the file's own style: `wrapInTry`, `addClauses`, `insertBefore`, ... */
  readonly style: JavaScriptStyle;
  /** Every node of the tree, parents before children, in the order of Babel's fields; without recursion. */
  nodes(): Iterable<SyntaxObject>;
  /**
   * The edits that turn the file into what a printer made of it, without the printer's own habits: line ends, white space,
   * quotes, and the parentheses, commas and semicolons that change nothing. Empty when nothing else is different.
   *
   * @throws CodemodError `output-refused` when the printed text does not parse.
   */
  editsTo(printed: string): readonly Edit[];
}
