import { DEFINITIONS } from './visit-definitions.js';
import { EXPRESSIONS } from './visit-expressions.js';
import { IMPORTS } from './visit-imports.js';
import { PATTERNS } from './visit-patterns.js';
import { STATEMENTS } from './visit-statements.js';
import { TYPES } from './visit-types.js';
import type { Visit } from './walk.js';

const VISITS = new Map(Object.entries({ ...STATEMENTS, ...IMPORTS, ...DEFINITIONS, ...PATTERNS, ...TYPES, ...EXPRESSIONS }));

/** A statement, or an expression whose value is wanted. What has no rule of its own is the sum of its children. */
export const visitValue: Visit = (node, scope, walk) => {
  if (node.type === 'identifier') return walk.read(node, scope);
  const visit = VISITS.get(node.type);
  if (visit === undefined) walk.children(node, scope);
  else visit(node, scope, walk);
};
