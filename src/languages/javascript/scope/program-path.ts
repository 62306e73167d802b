import { createRequire } from 'node:module';
import type * as traverse from '@babel/traverse';
import type { NodePath } from '@babel/traverse';
import type { Program } from '@babel/types';
import { CodemodError, messageOf } from '../../../core/errors.js';
import type { JavaScriptFile } from '../javascript-file.js';

const require = createRequire(import.meta.url);

/**
 * Babel's path of the program, whose scopes are known: https://babeljs.io/docs/babel-traverse.
 *
 * @throws CodemodError `scope-unclear` where Babel finds a name declared twice in one scope.
 */
export function programPathOf({ ast }: JavaScriptFile): NodePath<Program> {
  // Loaded for those who ask for it: transforms of other tools do not, and it takes as long as some ten files.
  const { Hub, NodePath } = require('@babel/traverse') as typeof traverse;
  try {
    const path = NodePath.get({ hub: new Hub(), parentPath: null, parent: ast, container: ast, key: 'program' });
    // Babel itself makes the path of a program in this way; its types tell neither of the method nor of the node.
    return (path as unknown as { setContext(): NodePath<Program> }).setContext();
  } catch (thrown) {
    throw new CodemodError('scope-unclear', `what its names mean cannot be told: ${messageOf(thrown)}`, { cause: thrown });
  }
}
