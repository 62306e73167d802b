import type { Edit } from '../../core/edit.js';
import type { SyntaxObject } from './syntax-object.js';

/** What a transform of a JavaScript or TypeScript file finds in its context. */
export interface JavaScriptServices {
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
