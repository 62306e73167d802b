import type { SyntaxObject } from './syntax-object.js';

/** What a transform of a JavaScript or TypeScript file finds in its context. */
export interface JavaScriptServices {
  /** Every node of the tree, parents before children, in the order of Babel's fields; without recursion. */
  nodes(): Iterable<SyntaxObject>;
}
