import type { JavaScriptFile, JavaScriptServices } from 'codex-codemod';
import { NODE_MODULES } from './node-modules.js';

/** Properties of `process` that bundlers give to programs for browsers, too. */
const EVERYWHERE = new Set(['env', 'browser', 'nextTick', 'version', 'versions', 'title']);

const OF_BROWSERS = new Set(['window', 'document', 'localStorage', 'navigator', 'XMLHttpRequest', 'importScripts']);

/** What a file tells about where it runs. `unknown` for a script that may share its names with others of a page. */
export type Place = 'node' | 'unclear' | 'unknown';

export function placeOf(file: JavaScriptFile, { program, imports }: Pick<JavaScriptServices, 'program' | 'imports'>): Place {
  const { sourceType, interpreter, directives } = program.node;
  const isModule = sourceType === 'module';
  if (directives.some(({ value }) => value.value === 'use client')) return 'unclear';
  if (interpreter != null && !/\b(?:node|nodejs|tsx|ts-node|bun)\b/.test(interpreter.value)) return 'unknown';
  if (imports.all.some(({ module }) => isOfNode(module))) return 'node';
  const names = freeNames(program);
  if (names.some((name) => OF_BROWSERS.has(name))) return isModule ? 'unclear' : 'unknown';
  const isShown = interpreter != null || /\.[cm][jt]s$/i.test(file.path) || names.some((name) => OF_NODE.has(name));
  if (isShown) return 'node';
  return isModule ? 'unclear' : 'unknown';
}

function isOfNode(module: string): boolean {
  return (
    module.startsWith('node:') || NODE_MODULES.includes(module.split('/')[0] ?? '') || /^(?:crypto|stream|events)$/.test(module)
  );
}

/** Names that only modules of Node have; of `process` and `module` those with the members that tell. */
const OF_NODE = new Set(['require', 'module.exports', 'exports', '__dirname', '__filename', 'process']);

/** The free names of a file that tell where it runs. */
function freeNames(program: JavaScriptServices['program']): readonly string[] {
  const found: string[] = [];
  program.traverse({
    Identifier(path) {
      const { name } = path.node;
      if (path.scope.hasBinding(name, true) || !path.isReferencedIdentifier()) return;
      if (path.parentPath.isUnaryExpression({ operator: 'typeof' })) return;
      const member = path.parentPath.isMemberExpression() && path.key === 'object' ? path.parentPath.node.property : null;
      const property = member?.type === 'Identifier' ? member.name : '';
      if (name === 'process') found.push(property === '' || EVERYWHERE.has(property) ? '' : name);
      else found.push(name === 'module' ? `module.${property}` : name);
    },
  });
  return found;
}
