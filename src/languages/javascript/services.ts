import type { NodePath } from '@babel/traverse';
import type { Program } from '@babel/types';
import type { Edit } from '../../core/edit.js';
import type { ImportRequest } from '../../core/fix.js';
import type { Range } from '../../core/range.js';
import type { Origin } from './scope/origin.js';
import type { UnboundUse } from './scope/unbound-uses.js';
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
  readonly imports: JavaScriptImports;
  /** The module that an expression comes from, through its imports, and the names that lead to it; see {@link Origin}. */
  originOf(expression: NodePath): Origin | null;
  /**
   * Where names are read or given a value that no scope of the file binds, in the order of the text. What TypeScript and Flow declare in no
   * scope of Babel's counts as unbound, and a place in a type may count as a use.
   */
  unboundUses(names: ReadonlySet<string>): readonly UnboundUse[];
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

/** Imports of one file. Modules are compared without the `node:` of Node's built-in ones. */
export interface JavaScriptImports {
  /** Every name bound by an import statement or a `require`, and every module imported for its effects, wherever it stands. */
  readonly all: readonly JavaScriptImport[];
  /**
   * The expression under which a module, or a name of it, can be reached at module level: `fs`, `fs.readFile`, `read`; or
   * null. What is imported as a type alone, or bound more than once, is no way to it. A built-in module is its own default.
   */
  localName(module: string, name?: string): string | null;
  /**
   * Request the import; put the result in `imports` of a fix. Without `name` it is the module itself: `import * as m`, the
   * whole `require`, or, of a built-in module, the default import where that is how the file has them. It is written in the module style
   * of the file, and put into an import of the same module where there is one. Where {@link JavaScriptImports.localName}
   * gives another way to it, use that instead.
   */
  need(module: string, name?: string, options?: ImportOptions): ImportRequest;
  /**
   * Takes the import away if nothing but what the fixes replace speaks of its name. Comments stay. A statement whose last
   * name goes is removed, unless the same fixes `need` the module for its effects.
   */
  remove(module: string, name?: string): ImportRequest;
  /** The names of the file stay where the import gives them itself; where they come from the module, the fix has to change the uses too. */
  rename(from: { module: string; name?: string }, to: { module: string; name?: string }): ImportRequest;
}

export interface ImportOptions {
  /** The name in the file. Default: `name`, or the module's own name where it is a word. */
  readonly as?: string;
  /** Import it as a type; TypeScript and Flow alone. */
  readonly typeOnly?: boolean;
  /** Bind nothing: `import 'module'`. */
  readonly sideEffect?: boolean;
}

export interface JavaScriptImport {
  /** The name that is bound in the file; null where a module is imported for its effects. */
  readonly local: string | null;
  /** As it is written, `node:` included. */
  readonly module: string;
  /** The imported name, `default` among them, or null for the module itself. */
  readonly name: string | null;
  /** `import-equals` is TypeScript's `import fs = require('fs')`. */
  readonly form: 'import' | 'require' | 'import-equals';
  readonly typeOnly: boolean;
  /** True when it is a statement of the module itself: not in a function, a block or an expression. */
  readonly topLevel: boolean;
  readonly statement: Range;
}
